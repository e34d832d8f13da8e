import type { RecordedEvent } from '../loop/event.ts';
import { evolveResponse, NO_RESPONSE, type AlertResponse } from './alert-response.ts';
import { evolveChecks, NO_CHECKS, type EnterpriseChecks } from './enterprise-check.ts';
import { evolveReceipt, NO_RECEIPT, type Receipt } from './receipt.ts';

const CHECK = 'check';

/** Key of what a unit did about a response: `YJ-20241103-1/mtg-dayu`. */
export function receiptKey(response: string, unit: string): string {
  return `${response}/${unit}`;
}

/** Key of the checks of an enterprise: `YJ-20241103-1/check/YJ-001`. */
export function checksKey(response: string, enterprise: string): string {
  return `${response}/${CHECK}/${enterprise}`;
}

/**
 * Everything about alerts, folded from the events of the campaign. Units and enterprises have subjects of their own below
 * their response, so that twenty units that confirm at once are in nobody's way.
 */
export class Alerts {
  readonly #responses = new Map<string, AlertResponse>();
  readonly #receipts = new Map<string, Receipt>();
  readonly #checks = new Map<string, EnterpriseChecks>();

  /** @param key the subject without its kind */
  apply(key: string, event: RecordedEvent): void {
    const [response = '', second] = key.split('/');
    if (second === undefined) this.#responses.set(key, evolveResponse(this.response(response), event));
    else if (second === CHECK) this.#checks.set(key, evolveChecks(this.#checks.get(key) ?? NO_CHECKS, event));
    else this.#receipts.set(key, evolveReceipt(this.#receipts.get(key) ?? NO_RECEIPT, event));
  }

  /** Oldest first */
  get responses(): ReadonlyMap<string, AlertResponse> {
    return this.#responses;
  }

  response(id: string): AlertResponse {
    return this.#responses.get(id) ?? NO_RESPONSE;
  }

  receipt(response: string, unit: string): Receipt {
    return this.#receipts.get(receiptKey(response, unit)) ?? NO_RECEIPT;
  }

  checks(response: string, enterprise: string): EnterpriseChecks {
    return this.#checks.get(checksKey(response, enterprise)) ?? NO_CHECKS;
  }
}
