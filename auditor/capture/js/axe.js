// Isolated world that holds axe-core: our options, and an answer made small.
(() => {
  if (globalThis.auditorAxe) return;
  const contrast = $contrast;
  const checks = ['color-contrast', 'color-contrast-enhanced']
    .filter((id) => axe._audit.checks[id])
    .map((id) => ({id, options: Object.assign({}, axe._audit.checks[id].options, contrast)}));
  axe.configure({checks, allowedOrigins: []});

  const tags = new Set($tags);
  const extra = new Set($extra);
  const off = new Set($off);
  const wanted = (rule) =>
    !off.has(rule.ruleId) &&
    (extra.has(rule.ruleId) ||
      (rule.tags.some((tag) => tags.has(tag)) &&
        !rule.tags.includes('experimental') &&
        !rule.tags.includes('deprecated')));
  const options = {
    runOnly: {type: 'rule', values: axe.getRules().filter(wanted).map((rule) => rule.ruleId)},
    resultTypes: ['violations', 'incomplete'],
    ancestry: true,
    selectors: false,
    preload: {assets: ['cssom'], timeout: 1500},
  };

  const html = (node) => (node.html || '').slice(0, 300);
  const related = (node) => ({ancestry: node.ancestry, html: html(node)});
  const checked = (list) =>
    (list || []).map((check) => ({
      id: check.id,
      data: check.data,
      message: check.message,
      relatedNodes: (check.relatedNodes || []).slice(0, 5).map(related),
    }));
  const place = (node) => ({
    target: node.ancestry || node.target,
    html: html(node),
    impact: node.impact,
    any: checked(node.any),
    all: checked(node.all),
    none: checked(node.none),
  });
  const full = (list) =>
    list.map((rule) => ({
      id: rule.id,
      impact: rule.impact,
      tags: rule.tags,
      help: rule.help,
      count: rule.nodes.length,
      nodes: rule.nodes.slice(0, $nodes).map(place),
    }));
  const ids = (list) => list.map((rule) => rule.id);

  globalThis.auditorAxe = {
    partial: (context) => axe.runPartial(context, options),
    contexts: (context) => axe.utils.getFrameContexts(context, options),
    async finish(partials) {
      const answer = await axe.finishRun(partials, options);
      return JSON.stringify({
        violations: full(answer.violations),
        incomplete: full(answer.incomplete),
        passes: ids(answer.passes),
        inapplicable: ids(answer.inapplicable),
        testEngine: answer.testEngine,
      });
    },
  };
})();
