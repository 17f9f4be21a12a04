"""One site from start to end, and what is drawn from its rows."""

from auditor.gather.audit import audit_site, settings_of
from auditor.judge.job import SiteJob, SiteResult

__all__ = ["SiteJob", "SiteResult", "audit_site", "settings_of"]
