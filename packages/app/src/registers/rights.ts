import { grant, type Who } from '../people/rule.ts';

/** Departments and towns write what names them; the keeper of a register writes all of it. */
export const REGISTER_WRITERS: Who = { ...grant(['department', 'town'], 'own'), ...grant(['plan-office', 'system']) };
