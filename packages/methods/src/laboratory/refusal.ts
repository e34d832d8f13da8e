import { QingshanError } from '@qingshan/kernel';

/** The error for a result that a method cannot take. */
export function refusal(method: string, zh: string, en: string): QingshanError {
  return new QingshanError('bad-input', { method, why: { zh, en } });
}
