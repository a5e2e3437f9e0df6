/**
 * Who may import whom (docs/architecture.md). One row per ring; everything a row does not name is refused.
 *
 * `own` is the ring's folder, `uses` the project files it may name, `npm` the packages, `node` whether Node's own modules are open to it.
 * Packages that belong to one corner of a ring stand in `corners`.
 */
const rings = [
  { name: 'domain', own: '^src/domain/', uses: [], npm: [], node: false },
  { name: 'decide', own: '^src/decide/', uses: ['^src/domain/'], npm: [], node: false },
  { name: 'quickbooks', own: '^src/quickbooks/', uses: ['^src/domain/'], npm: ['xml2js', 'saxes'], node: false },
  { name: 'contract', own: '^src/contract/', uses: ['^src/domain/'], npm: ['zod'], node: false },
  { name: 'stores', own: '^src/stores/', uses: ['^src/domain/'], npm: ['zod', 'csv-parse'], node: true },
  {
    name: 'engine',
    own: '^src/engine/',
    uses: ['^src/(domain|decide|quickbooks|contract)/', '^src/stores/(registry|store)\\.ts$'],
    npm: ['better-sqlite3', 'soap', 'pino', 'zod', 'pdfkit'],
    node: true,
  },
  { name: 'simulator', own: '^src/simulator/', uses: ['^src/domain/', '^src/quickbooks/xml/'], npm: ['soap'], node: true },
  {
    name: 'cli',
    own: '^src/cli/',
    uses: ['^src/(domain|contract|simulator)/', '^src/engine/(createEngine|door|ports)\\.ts$', '^src/engine/(host|doctor)/'],
    npm: ['commander', 'zod'],
    node: true,
  },
  { name: 'main', own: '^src/main/', uses: ['^src/domain/', '^src/contract/(host|wire|port|portMessage)\\.ts$'], npm: ['electron', 'electron-store', 'electron-updater'], node: true },
  { name: 'preload', own: '^src/preload/', uses: ['^src/contract/portMessage\\.ts$'], npm: ['electron'], node: false },
  {
    name: 'renderer',
    own: '^renderer/',
    uses: ['^src/(domain|contract)/'],
    npm: ['react', 'react-dom', '@fluentui/[^/]+', '@tanstack/[^/]+', 'zod'],
    node: false,
  },
];

/** Packages that only one corner of a ring may name, so that they can be exchanged there. */
const corners = [
  { npm: 'better-sqlite3', only: '^src/engine/db/' },
  { npm: 'soap', only: '^src/(engine/soap|simulator/webConnector)[./]' },
  { npm: '(xml2js|saxes)', only: '^src/quickbooks/xml/read\\.ts$' },
  { npm: 'pino', only: '^src/engine/' },
  { npm: 'pdfkit', only: '^src/engine/invoice/' },
  { npm: 'commander', only: '^src/cli/' },
  { npm: 'electron-store', only: '^src/main/settingsStore\\.ts$' },
  { npm: 'electron-updater', only: '^src/main/updates\\.ts$' },
];

const packagePath = (name) => `(^|/)node_modules/(@types/)?${name}/`;

const ringRules = rings.flatMap((ring) => [
  {
    name: `${ring.name}-imports`,
    comment: `${ring.name} may import ${[...ring.uses, ...ring.npm].join(', ') || 'nothing'} and itself.`,
    severity: 'error',
    from: { path: ring.own },
    to: { pathNot: [ring.own, ...ring.uses, ...ring.npm.map(packagePath)], dependencyTypesNot: ['core', 'unknown'] }, // unknown: see the rule resolvable
  },
  ...(ring.node
    ? []
    : [
        {
          name: `${ring.name}-no-node`,
          comment: `${ring.name} runs without Node: what it needs from outside is lent to it.`,
          severity: 'error',
          from: { path: ring.own },
          to: { dependencyTypes: ['core'] },
        },
      ]),
]);

const cornerRules = corners.map((corner) => ({
  name: `only-corner-${corner.npm.replace(/\W+/g, '-').replace(/^-|-$/g, '')}`,
  comment: `${corner.npm} is named in one place only: ${corner.only}`,
  severity: 'error',
  from: { path: '^src/', pathNot: corner.only },
  to: { path: packagePath(corner.npm) },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...ringRules,
    ...cornerRules,
    {
      name: 'src-outside-rings',
      comment: 'Every product file belongs to a ring of the table above.',
      severity: 'error',
      from: { path: '^src/', pathNot: rings.map((ring) => ring.own) },
      to: {},
    },
    {
      name: 'stores-stay-apart',
      comment: 'A connector knows its own folder and what all connectors share; only the registry knows them all.',
      severity: 'error',
      from: { path: '^src/stores/([^/]+)/' },
      to: { path: '^src/stores/', pathNot: ['^src/stores/$1/', '^src/stores/(?!registry\\.ts)[^/]+\\.ts$'] },
    },
    {
      name: 'only-registry-knows-connectors',
      comment: 'What all connectors share knows none of them.',
      severity: 'error',
      from: { path: '^src/stores/[^/]+\\.ts$', pathNot: '^src/stores/registry\\.ts$' },
      to: { path: '^src/stores/[^/]+/' },
    },
    {
      name: 'simulator-judges-alone',
      comment: 'The simulator checks the builders, so it reads and writes XML by the plain tree only.',
      severity: 'error',
      from: { path: '^src/simulator/' },
      to: { path: '^src/quickbooks/(?!xml/)' },
    },
    { name: 'no-test-in-product', comment: 'Nothing in the product knows its tests.', severity: 'error', from: { path: '^src/' }, to: { path: '^test/' } },
    { name: 'no-cycle', comment: 'Two files that need each other are one file, or three.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-orphan', comment: 'A file that nobody names and that names nobody is not part of the product.', severity: 'error', from: { orphan: true, path: '^src/' }, to: {} },
    { name: 'resolvable', comment: 'The import leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-package-in-product',
      comment: 'A package that the product runs on stands under dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(main|preload)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // type-only imports count: a ring that knows another's types knows the other
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.cjs', '.mjs', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
