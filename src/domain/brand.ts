/** Nominal types: a `Cents` cannot be passed where a `Decimal` is wanted although both are numbers at run time. */
declare const brand: unique symbol;
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Makes a forgotten case of a discriminated union a compile error, and a plain error should it still happen at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
