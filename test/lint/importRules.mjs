// The one-way imports of the design, as an ESLint rule: core ← protocol ← webview, core ← connect ← host ← features ←
// extension, core ← connect ← cli. Which layer a file belongs to is its folder; nothing is resolved or read.
import { builtinModules } from 'node:module';
import { posix, relative, resolve, sep } from 'node:path';

/**
 * @typedef {object} Layer
 * @property {readonly string[]} from layers it may import
 * @property {readonly string[]} [typesFrom] layers it may import types of
 * @property {boolean} node may it use Node's own modules
 * @property {boolean} vscode may it use VS Code's API
 */

/** @type {Readonly<Record<string, Layer>>} */
export const layers = {
  core: { from: ['core'], node: false, vscode: false },
  protocol: { from: ['protocol', 'core'], node: false, vscode: false },
  connect: { from: ['connect', 'core'], node: true, vscode: false },
  host: { from: ['host', 'core', 'protocol', 'connect'], node: true, vscode: true },
  features: { from: ['features', 'host', 'core', 'protocol', 'connect'], node: true, vscode: true },
  cli: { from: ['cli', 'core', 'connect'], node: true, vscode: false },
  extension: { from: ['extension', 'features', 'host', 'core', 'protocol', 'connect'], node: true, vscode: true },
  webview: { from: ['webview', 'protocol'], typesFrom: ['core'], node: false, vscode: false },
};

const toolkit = '@vscode/webview-ui-toolkit';
const builtins = new Set(builtinModules);

/**
 * @param {string} path from the repository's root, with slashes
 * @returns {{ layer: string, feature?: string } | undefined} nothing for what no layer is, such as tests
 */
export function layerOf(path) {
  const parts = path.split('/');
  if (parts[0] === 'webview') return { layer: 'webview' };
  if (parts[0] !== 'src') return undefined;
  if (parts[1] === 'features' && parts[2] !== undefined) return { layer: 'features', feature: parts[2] };
  if (parts.length === 2) return { layer: 'extension' };
  return parts[1] === undefined ? undefined : { layer: parts[1] };
}

/**
 * @param {string} file from the repository's root, with slashes
 * @param {string} source what stands between the quotes
 * @param {boolean} typeOnly
 * @returns {string | undefined} what is wrong with it
 */
export function complaint(file, source, typeOnly) {
  const own = layerOf(file);
  if (own === undefined) return undefined;
  const rules = layers[own.layer];
  if (rules === undefined) return `src/${own.layer} is not a layer of the design; see layers in test/lint/importRules.mjs`;

  if (source.startsWith('.')) {
    const target = layerOf(posix.join(posix.dirname(file), source));
    if (target === undefined) return `${own.layer} may not import from outside src/ and webview/`;
    if (target.layer === 'features' && own.layer === 'features' && target.feature !== own.feature) {
      return `features never import each other (${own.feature ?? ''} → ${target.feature ?? ''}); move what both need to host or core`;
    }
    if (rules.from.includes(target.layer)) return undefined;
    if (rules.typesFrom?.includes(target.layer) === true) {
      return typeOnly ? undefined : `${own.layer} may import types of ${target.layer} only: write "import type"`;
    }
    return `${own.layer} may not import ${target.layer}`;
  }
  if (source === 'vscode') return rules.vscode ? undefined : `${own.layer} may not import vscode`;
  if (source.startsWith('node:') || builtins.has(source.split('/')[0] ?? '')) {
    return rules.node ? undefined : `${own.layer} may not import ${source}`;
  }
  if (source === toolkit || source.startsWith(`${toolkit}/`)) {
    return file.startsWith('webview/ui/') ? undefined : `only webview/ui may import ${toolkit}`;
  }
  return undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export const importRules = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{reason}}' } },
  create(context) {
    const file = relative(context.cwd, resolve(context.cwd, context.filename)).split(sep).join('/');
    /**
     * @param {import('eslint').Rule.Node} node
     * @param {unknown} source
     * @param {boolean} typeOnly
     */
    const check = (node, source, typeOnly) => {
      if (typeof source !== 'string') return;
      const reason = complaint(file, source, typeOnly);
      if (reason !== undefined) context.report({ node, messageId: 'wrong', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => {
        check(node, node.source.value, isTypeOnly(node, 'importKind'));
      },
      ExportNamedDeclaration: (node) => {
        check(node, node.source?.value, isTypeOnly(node, 'exportKind'));
      },
      ExportAllDeclaration: (node) => {
        check(node, node.source.value, isTypeOnly(node, 'exportKind'));
        // A file that only passes others on hides who needs what, and pulls everything into every bundle.
        if (layerOf(file) !== undefined) context.report({ node, messageId: 'wrong', data: { reason: 'no barrels: import from the file itself' } });
      },
      ImportExpression: (node) => {
        if (node.source.type === 'Literal') check(node, node.source.value, false);
      },
      /** @param {import('eslint').Rule.Node} node `import('x').T` in a type */
      TSImportType: (node) => {
        if ('source' in node && typeof node.source === 'object' && node.source !== null && 'value' in node.source) check(node, node.source.value, true);
      },
    };
  },
};

/**
 * @param {object} node
 * @param {'importKind' | 'exportKind'} key which only the TypeScript parser sets
 */
function isTypeOnly(node, key) {
  return Object.entries(node).some(([name, value]) => name === key && value === 'type');
}
