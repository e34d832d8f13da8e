import { grant, type Who } from '../people/rule.ts';

/** Who confirms an alert: whoever speaks for a notified unit. */
export const RECEIVERS: Who = { ...grant(['department', 'town'], 'own'), ...grant(['system']) };

/** Who records and takes back checks of enterprises. */
export const CHECKERS = grant(['plan-office', 'inspector', 'system']);
