// The import rules of ARCHITECTURE.md. Any arrow not allowed here fails `npm run check:imports`.
const core = (folder) => `^packages/core/src/${folder}(/|$)`
const among = (...folders) => folders.map(core).join('|')
const outsideOf = (allowed) => ({ path: '^packages/core/src', pathNot: allowed })
const test = '\\.test\\.ts$|/testing/|/conformance/'

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'imap-stands-alone',
      severity: 'error',
      from: { path: '^packages/imap/src', pathNot: test },
      to: { path: '^(packages/(?!imap)|lab)' },
    },
    { name: 'model-first', severity: 'error', from: { path: core('model') }, to: outsideOf(among('model')) },
    { name: 'xml-on-model', severity: 'error', from: { path: core('xml') }, to: outsideOf(among('model', 'xml')) },
    {
      name: 'store-on-model',
      severity: 'error',
      from: { path: core('store') },
      to: outsideOf(among('model', 'store')),
    },
    {
      name: 'guard-on-model',
      severity: 'error',
      from: { path: core('guard') },
      to: outsideOf(among('model', 'guard')),
    },
    {
      name: 'dns-on-guard',
      severity: 'error',
      from: { path: core('dns') },
      to: outsideOf(among('model', 'guard', 'dns')),
    },
    {
      name: 'post-on-guard',
      severity: 'error',
      from: { path: core('post') },
      to: outsideOf(among('model', 'guard', 'post')),
    },
    {
      name: 'groupware-on-guard',
      severity: 'error',
      from: { path: core('groupware') },
      to: outsideOf(among('model', 'guard', 'groupware')),
    },
    {
      name: 'services-below-engine',
      severity: 'error',
      from: { path: core('services') },
      to: outsideOf(among('model', 'guard', 'xml', 'store', 'dns', 'post', 'groupware', 'services')),
    },
    {
      name: 'only-server-knows-move',
      severity: 'error',
      from: { path: '^(packages|lab)', pathNot: `^packages/server/|${core('move')}` },
      to: { path: core('move') },
    },
    {
      name: 'only-tables-and-files-know-zip',
      comment:
        'What a stranger uploads is unpacked in two places, within their bounds: tables in memory, mail on disk.',
      severity: 'error',
      from: { path: '^packages', pathNot: '^packages/core/src/(move/prepare/people/table|services/files)/' },
      to: { path: 'node_modules/yauzl' },
    },
    {
      name: 'one-reader-of-xml',
      severity: 'error',
      from: { path: '^packages', pathNot: core('xml') },
      to: { path: 'node_modules/saxen' },
    },
    { name: 'engine-below-move', severity: 'error', from: { path: core('engine') }, to: { path: core('move') } },
    {
      name: 'only-adapters-know-imap',
      severity: 'error',
      from: { path: '^(packages|tests|bench)', pathNot: '^packages/imap/|^packages/core/src/services/imap/' },
      to: { path: '^packages/imap/' },
    },
    {
      name: 'core-is-below-server-and-web',
      severity: 'error',
      from: { path: '^packages/(core|contract)' },
      to: { path: '^packages/(server|web)' },
    },
    {
      name: 'web-knows-only-contract',
      severity: 'error',
      from: { path: '^packages/web' },
      to: { path: '^packages/(?!web|contract)' },
    },
    {
      name: 'of-web-only-what-is-built',
      comment:
        'The server knows where the built console lies, and who makes an employee’s page; nothing of what they are made of.',
      severity: 'error',
      from: { path: '^(packages/(?!web/)|lab|tests|bench)' },
      to: { path: '^packages/web/', pathNot: '^packages/web/built/' },
    },
    {
      name: 'no-reach-inside-another-package',
      comment: 'Other packages are used through their exports.',
      severity: 'error',
      from: { path: '^(packages/[^/]+|lab|tests|bench)/' },
      to: { path: '^packages/[^/]+/src', pathNot: '^$1/|/index\\.ts$' },
    },
    {
      name: 'production-code-knows-no-lab',
      severity: 'error',
      from: { path: '^packages/', pathNot: test },
      to: { path: '^lab/|\\.test\\.ts$' },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
