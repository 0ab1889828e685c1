/** Waits for a polite goodbye as long as a server that lives needs for it, then hangs up. */
export async function closeWithin(milliseconds: number, goodbye: Promise<unknown>, hangUp: () => void): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  try {
    await Promise.race([goodbye, limit]);
  } catch {
    // It is gone already.
  } finally {
    clearTimeout(timer);
    hangUp();
  }
}
