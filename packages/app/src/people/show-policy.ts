import { ACTOR_ROLES } from '@qingshan/campaign';
import type { PolicyView } from '../views/index.ts';
import type { Workspace } from '../workspace.ts';
import { isPublished } from './guard.ts';
import { POLICY, USE_CASES } from './policy.ts';
import { AREAS } from './rule.ts';

/** The whole policy, for people to read. */
export function showPolicy(workspace: Pick<Workspace, 'demonstration' | 'settings'>): PolicyView {
  const rows = USE_CASES.map((id) => {
    const { area, text, who, command } = POLICY[id];
    const grants = ACTOR_ROLES.map((role) => who[role] ?? null);
    return { area, row: { id, text, grants, audit: command?.action ?? null } };
  });
  return {
    roles: [...ACTOR_ROLES],
    areas: Object.entries(AREAS).map(([id, text]) => ({
      id,
      text: { ...text },
      rows: rows.filter((r) => r.area === id).map((r) => r.row),
    })),
    published: isPublished(workspace),
  };
}
