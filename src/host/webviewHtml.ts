import * as crypto from 'node:crypto';
import * as vscode from 'vscode';

/** The html of the wizard's page: nothing runs or loads that is not named here. */
export function wizardHtml(webview: vscode.Webview, extensionUri: vscode.Uri, strings: Readonly<Record<string, string>>, kept = '{}'): string {
  const nonce = crypto.randomBytes(18).toString('base64');
  const file = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', name)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  // `<` is escaped, so that no string can end the script element.
  const json = JSON.stringify(strings).replaceAll('<', '\\u003c');
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${file('main.css')}">
<title>${vscode.l10n.t('Data Migration Plan')}</title>
</head>
<body>
<div id="app"></div>
<script type="application/json" id="strings" nonce="${nonce}">${json}</script>
<script type="application/json" id="kept" nonce="${nonce}">${kept.replaceAll('<', '\\u003c')}</script>
<script type="module" nonce="${nonce}" src="${file('main.js')}"></script>
</body>
</html>`;
}
