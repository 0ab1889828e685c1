/** What stands in the place of a secret. */
const HIDDEN = '•••';

/**
 * A text of a driver or server without the secret, in whatever form drivers write it: plain, as part of an address, in base 64, in
 * hexadecimal. No driver is known to repeat it; this is for the one that does.
 */
export function withoutSecret(text: string, secret: string | undefined): string {
  if (secret === undefined || secret === '') {
    return text;
  }
  const bytes = Buffer.from(secret, 'utf8');
  const forms = [secret, encoded(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')];
  // Of a secret of one or two letters the gaps in a sentence would tell more than the sentence: it is left out whole.
  if (secret.length < 3) {
    return text.includes(secret) ? HIDDEN : text;
  }
  return forms.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
}

function encoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    // Half a surrogate pair has no such form.
    return secret;
  }
}
