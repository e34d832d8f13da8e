import type { WatchedBatch } from '@qingshan/app';

/** Says which cases a batch has opened, continued or changed; nothing where it concerns none. */
export function printWatched({ watched }: WatchedBatch): void {
  if (watched === null) {
    console.log(
      '超标判定未完成，下次导入时补做 / exceedances could not be judged; that is made up with the next import',
    );
    return;
  }
  const { opened, goesOn, changed, older } = watched;
  const lists = [
    ['自动立案 cases opened', opened],
    ['超标持续 goes on', goesOn],
    ['超标数据有变 changed', changed],
  ] as const;
  for (const [what, ids] of lists) if (ids.length > 0) console.log(`${what}: ${ids.join(' ')}`);
  if (older > 0) console.log(`另有 ${older} 个较早的超标日，不立案 / ${older} older days above a limit open no case`);
}
