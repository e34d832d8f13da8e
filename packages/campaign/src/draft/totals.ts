import type { Structure } from './structure.ts';
import type { Place } from './types.ts';

export const TOTAL = /^(合计|总计|小计|共计)/;

/** Compares a total row with the tasks or measures read so far, where it says what it counts. */
export function checkTotals(structure: Structure, words: string, place: Place): void {
  const boards = words.startsWith('小计') && structure.board ? [structure.board] : structure.collected.boards;
  const tasks = boards.flatMap((board) => board.tasks);
  const found = { tasks: tasks.length, measures: tasks.flatMap((task) => task.measures).length };
  const stated = [...words.matchAll(/(\d+)\s*(?:项|条|个)?\s*(?:重点|具体|工作)?(任务|措施)/g)];
  const differ = stated.filter((m) => Number(m[1]) !== (m[2] === '任务' ? found.tasks : found.measures));
  if (differ.length === 0) return;
  structure.doubt({
    code: 'total-differs',
    field: 'counts',
    place,
    words,
    values: {
      found: {
        zh: `任务 ${found.tasks} 项、措施 ${found.measures} 项`,
        en: `${found.tasks} tasks, ${found.measures} measures`,
      },
    },
  });
}
