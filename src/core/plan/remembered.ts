/**
 * A function of immutable objects that works each answer out once. Answers hang on the objects themselves, not on what
 * they say, and go when any of them goes: nothing can be out of date, and nothing piles up. Where many share an object (a
 * catalogue set, say), that one comes first.
 */
export function remembered<Keys extends readonly [object, ...object[]], Value extends object | string | number>(compute: (...keys: Keys) => Value): (...keys: Keys) => Value {
  const root = new WeakMap<object, unknown>();
  return (...keys) => {
    let node = root;
    for (let at = 0; at < keys.length - 1; at++) {
      const key = keys[at] as object;
      let next = node.get(key) as WeakMap<object, unknown> | undefined;
      if (next === undefined) node.set(key, (next = new WeakMap()));
      node = next;
    }
    const last = keys[keys.length - 1] as object;
    let value = node.get(last) as Value | undefined;
    if (value === undefined) node.set(last, (value = compute(...keys)));
    return value;
  };
}

/**
 * As `remembered`, for each of many items: the answers of those that were asked about before are taken over. Made for
 * rows: after a keystroke in ten thousand of them, one is worked out.
 */
export function rememberedEach<Context extends object, Item extends object, Value extends object>(compute: (context: Context, item: Item) => Value): (context: Context, items: readonly Item[]) => readonly Value[] {
  const answersIn = remembered((_context: Context) => new WeakMap<Item, Value>());
  return remembered((context: Context, items: readonly Item[]): readonly Value[] => {
    const answers = answersIn(context);
    const values: Value[] = [];
    for (const item of items) {
      let value = answers.get(item);
      if (value === undefined) answers.set(item, (value = compute(context, item)));
      values.push(value);
    }
    return values;
  });
}
