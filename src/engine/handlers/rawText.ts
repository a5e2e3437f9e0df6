/** The one redaction of raw texts that a window or a bundle shows: secrets by their shape and by the very words, people by place and by what is known of them. */
import { maskRaw } from '../../decide/maskRaw.ts';
import type { StoreOrder } from '../../domain/order.ts';
import type { Engine } from '../createEngine.ts';
import { listConnections } from '../db/connections.ts';
import type { Db } from '../db/open.ts';
import { ordersNumbered } from '../db/orders.ts';
import { createRedactor, type Redactor } from '../host/redact.ts';

export type Mask = (text: string) => string;

/** Should a secret have got into a text somewhere, its very words are known here. */
export function secretsOf({ db, ctx }: Pick<Engine, 'db' | 'ctx'>): Redactor {
  const redactor = createRedactor();
  for (const { sealedSecrets } of listConnections(db)) {
    for (const sealed of Object.values(sealedSecrets)) {
      redactor.learn(sealed);
      const opened = ctx.seal.open(sealed);
      if (opened.ok) redactor.learn(opened.value);
    }
  }
  return redactor;
}

/** Everything that names or places a buyer. */
export function peopleOf({ customer, note }: StoreOrder): readonly string[] {
  const { billing, shipping, email, phone } = customer;
  return [billing, shipping]
    .flatMap(({ firstName, lastName, company, line1, line2, postalCode, city }) => [
      `${firstName} ${lastName}`, firstName, lastName, company, line1, line2, postalCode, city,
    ])
    .concat(email, phone, note);
}

/** Of all shops' orders with these numbers. */
export function peopleOfOrders(db: Db, numbers: Iterable<string>): readonly string[] {
  return [...new Set(numbers)].flatMap((number) => ordersNumbered(db, number)).flatMap(peopleOf);
}

/** `people`: what is known of the buyers that the texts are about. */
export function maskFor(engine: Pick<Engine, 'db' | 'ctx'>, people: readonly string[] = []): Mask {
  const secrets = secretsOf(engine);
  return (text) => secrets.redact(maskRaw(text, people));
}
