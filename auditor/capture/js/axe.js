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
  // axe-core reports a rule that threw as incomplete, at a place it cannot vouch for.
  const fault = (rule) => {
    const check = rule.nodes.flatMap(({none}) => none || []).find(({id}) => id === 'error-occurred');
    return check ? [[rule.id, String((check.data && check.data.message) || 'threw').slice(0, 200)]] : [];
  };
  const ids = (list) => list.map((rule) => rule.id);

  // A page that makes axe-core throw loses the rules that throw, not all: halves are tried until the culprits are alone.
  const MOST = 60; // runs of axe-core on one frame
  const run = async (context, rules, state) => {
    if (state.runs >= MOST) {
      state.lost.push(...rules.map((id) => [id, 'too many rules fail']));
      return [];
    }
    state.runs += 1;
    try {
      return [await axe.runPartial(context, {...options, runOnly: {type: 'rule', values: rules}})];
    } catch (error) {
      if (rules.length < 2) {
        state.lost.push([rules[0], String((error && error.message) || error).slice(0, 200)]);
        return [];
      }
      const half = rules.length >> 1;
      const first = await run(context, rules.slice(0, half), state);
      return [...first, ...(await run(context, rules.slice(half), state))];
    }
  };

  globalThis.auditorAxe = {
    async partial(context) {
      const undo = auditorUnclobber();
      const state = {runs: 0, lost: []};
      try {
        const parts = await run(context, options.runOnly.values, state);
        if (!parts.length) throw new Error(state.lost[0][1]);
        return {part: {...parts[0], results: parts.flatMap((one) => one.results)}, lost: state.lost};
      } finally {
        undo();
      }
    },
    contexts(context) {
      const undo = auditorUnclobber();
      try {
        return axe.utils.getFrameContexts(context, options);
      } finally {
        undo();
      }
    },
    async finish(partials, lost) {
      const answer = await axe.finishRun(partials, options);
      const failed = [...lost, ...answer.incomplete.flatMap(fault)];
      return JSON.stringify({
        ...(failed.length ? {failed: Object.fromEntries(failed)} : {}),
        violations: full(answer.violations),
        incomplete: full(answer.incomplete),
        passes: ids(answer.passes),
        inapplicable: ids(answer.inapplicable),
        testEngine: answer.testEngine,
      });
    },
  };
})();
