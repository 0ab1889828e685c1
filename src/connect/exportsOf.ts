/** The exports of a CommonJS package, whether they come as names or under `default`: with and without a bundler they differ. */
export function exportsOf<Exports extends object>(loaded: Exports): Exports {
  const inner = 'default' in loaded ? loaded.default : undefined;
  return typeof inner === 'object' && inner !== null ? (inner as Exports) : loaded;
}
