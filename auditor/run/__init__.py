"""One site from start to end, and what is drawn from its rows."""

from auditor.run.job import SiteJob, SiteResult
from auditor.run.site import audit_site, settings_of

__all__ = ["SiteJob", "SiteResult", "audit_site", "settings_of"]
