/** Lint rules of the house: typescript-eslint strict with types, and what DESIGN's rings and style ask for. Imports are dependency-cruiser's business. */
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const PRODUCT = ['src/**/*.ts', 'renderer/**/*.ts', 'renderer/**/*.tsx'];
const PURE = ['src/domain/**/*.ts', 'src/decide/**/*.ts', 'src/quickbooks/**/*.ts'];

/** `orders.ts`, `orders.test.ts`, `vitest.config.ts`; numbered migrations may start with their number. */
const FILE_NAME = /^[a-z][a-zA-Z0-9]*(\.test|\.config|\.d)?\.tsx?$/;
const MIGRATION_NAME = /^[a-z]*\d{3,}[a-zA-Z0-9]*(\.test)?\.ts$/;

const house = {
  rules: {
    fileName: {
      meta: { type: 'suggestion', schema: [], messages: { bad: '"{{name}}" is not camelCase. A file is named for its main export.' } },
      create(context) {
        const parts = context.filename.split(/[\\/]/);
        const name = parts.at(-1) ?? '';
        const isComponent = parts.includes('renderer') && /^[A-Z][a-zA-Z0-9]*(\.test)?\.tsx$/.test(name);
        const isMigration = parts.includes('migrations') && MIGRATION_NAME.test(name);
        return {
          Program(node) {
            if (!FILE_NAME.test(name) && !isComponent && !isMigration) context.report({ node, messageId: 'bad', data: { name } });
          },
        };
      },
    },
  },
};

/** The house style as syntax. A later `no-restricted-syntax` replaces an earlier one, so each list below starts from this one. */
const STYLE = [
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import from the file that defines the name.' },
  { selector: 'ExportNamedDeclaration[source]', message: 'No barrels: import from the file that defines the name.' },
  { selector: 'TSEnumDeclaration', message: 'No enum: use a union of string literals.' },
  { selector: 'TSModuleDeclaration[kind="namespace"]', message: 'No namespaces: a file is the module.' },
  { selector: 'ClassDeclaration[abstract=true]', message: 'No base classes: compose functions.' },
  { selector: 'ClassDeclaration[superClass]:not([superClass.name="Error"])', message: 'No base classes: compose functions.' },
];

const NO_CLOCK = [
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The pure rings have no clock: take the instant as an argument.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'The pure rings have no clock: take the instant as an argument.' },
  { selector: 'ImportExpression', message: 'The pure rings load nothing at run time.' },
];

const NO_LONE_TEST = {
  selector: 'MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name=/^(skip|only|todo|fails)$/]',
  message: 'Every test runs. Where a tool may be missing use skipIf and say so aloud.',
};

/** Names of the outside world. The pure rings' tsconfig hides most of them already; here they get a sentence. */
const WORLD = [
  'process', 'fetch', 'performance', 'console', 'Buffer', 'global', 'globalThis', 'window', 'document', 'navigator', 'localStorage', 'require',
  'XMLHttpRequest', 'WebSocket', 'EventSource', 'crypto',
  'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate', 'queueMicrotask', 'requestAnimationFrame',
];

export default defineConfig(
  { ignores: ['dist/**', 'dist-packages/**', 'coverage/**', '.cache/**', 'bench/results/**', 'bench/peers/**'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: { ecmaVersion: 2024 },
    rules: { eqeqeq: 'error', 'no-var': 'error', 'prefer-const': 'error', 'no-unused-vars': 'error' },
  },
  {
    files: TYPESCRIPT,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
    rules: {
      'house/fileName': 'error',
      'no-restricted-syntax': ['error', ...STYLE],
      // From ESLint's own set: what neither the compiler nor typescript-eslint looks at.
      eqeqeq: 'error',
      'no-async-promise-executor': 'error',
      'no-cond-assign': 'error',
      'no-constant-binary-expression': 'error',
      'no-dupe-else-if': 'error',
      'no-duplicate-case': 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-loss-of-precision': 'error',
      'no-prototype-builtins': 'error',
      'no-self-assign': 'error',
      'no-sparse-arrays': 'error',
      'no-unsafe-finally': 'error',
      'no-useless-escape': 'error',
      'object-shorthand': 'error',
      // House style beyond the preset.
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // The preset where it only makes noise here.
      '@typescript-eslint/consistent-type-definitions': 'off', // `type` or `interface`, as the reader is served best
      '@typescript-eslint/array-type': 'off', // `readonly T[]` and `ReadonlyArray<A | B>` both read well
      '@typescript-eslint/unbound-method': 'off', // there are no classes here: a method of an object literal needs no `this`
      '@typescript-eslint/require-await': 'off', // an `async` that awaits nothing still turns a throw into a rejection
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, boolean: true } }],
      '@typescript-eslint/no-unsafe-enum-assignment': 'off', // there are no enums; costs an eighth of the time
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/no-misused-spread': 'off', // `[...text]` is by code points, which is how lengths are counted for QuickBooks
      '@typescript-eslint/no-unnecessary-type-parameters': 'off', // `all<Row>(sql)` names the shape of a row once, where it is used
      '@typescript-eslint/no-unsafe-unary-minus': 'off', // takes our branded numbers for non-numbers
      '@typescript-eslint/no-invalid-void-type': 'off', // `Result<void>` is a fair type
    },
  },
  {
    files: PRODUCT,
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error', // the engine logs through pino; words for people go through the command line's own writer
    },
  },
  { files: ['src/cli/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': ['error', ...WORLD.map((name) => ({ name, message: 'The pure rings touch nothing outside: take it as an argument.' }))],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The pure rings have no clock: take the instant as an argument.' },
        { object: 'Math', property: 'random', message: 'The pure rings have no dice: the same input gives the same output.' },
      ],
      'no-restricted-syntax': ['error', ...STYLE, ...NO_CLOCK],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...STYLE, NO_LONE_TEST],
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  { files: ['*.config.ts'], rules: { 'no-restricted-syntax': ['error', ...STYLE.filter((rule) => rule.selector !== 'ExportDefaultDeclaration')] } },
);
