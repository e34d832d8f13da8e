import { mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createApplication,
  FOLDER,
  SOURCE_IDS,
  watchFolder,
  type Application,
  type FolderWatch,
  type Inbox,
} from '@qingshan/app';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { OPERATOR, testWorkspace, type TestWorkspace } from './support.ts';

const SITE = '门头沟双峪';

let made: TestWorkspace;
let inbox: Inbox;
let application: Application;
let deliver: Application['deliver'];
let watch: FolderWatch;
/** Of this test alone, so that its values are new */
let day = 0;
let before: number;
beforeAll(async () => {
  made = await testWorkspace(false, '2025-03-20T12:00');
  if (made.workspace.inbox === null) throw new Error('a workspace has a watched folder unless it is set to none');
  inbox = made.workspace.inbox;
  const all = createApplication(made.workspace);
  application = all.as(OPERATOR);
  deliver = (incoming) => all.as(FOLDER).deliver(incoming);
}, 240_000);
afterAll(() => made.remove());
beforeEach(async () => {
  await rm(inbox.folder, { recursive: true, force: true });
  await inbox.prepare(SOURCE_IDS);
  watch = watchFolder(made.workspace, inbox, deliver);
  before = (await application.batches()).total;
  day += 1;
});

const csv = (value: number, hour = '08', site = SITE) =>
  `点位,监测项目,结束时间,监测值,单位\n${site},PM2.5,2025-03-${String(day).padStart(2, '0')} ${hour}:00,${value},ug/m3\n`;
const at = (...path: string[]) => join(inbox.folder, ...path);
const listed = async (...path: string[]) => (await readdir(at(...path))).sort();
/** By this test */
const stored = async () =>
  (await application.batches()).batches
    .toReversed()
    .slice(before)
    .map(({ added, corrected }) => [added, corrected]);
const text = async (...path: string[]) => readFile(at(...path), 'utf8');

async function twoLooks(by = watch) {
  await by.lookOnce();
  return by.lookOnce();
}

test('a file that stood still over two looks goes the way of an import, under the name of the folder', async () => {
  await writeFile(at('table', 'a.csv'), csv(40));
  expect(await watch.lookOnce()).toEqual({ taken: 0, refused: 0 });
  expect(await stored()).toEqual([]);
  expect(await watch.lookOnce()).toEqual({ taken: 1, refused: 0 });
  expect(await stored()).toEqual([[1, 0]]);
  expect(await listed('table')).toEqual(['done']);
  expect(await listed('table', 'done')).toEqual(['a.csv']);
  const [batch] = (await application.batches()).batches;
  const rows = await made.workspace.registry.audits({ action: 'deliver' });
  expect(rows).toMatchObject([{ actor: 'folder', subject: `batch:${batch?.id}` }]);
});

test('a file that is still being written is left alone, by its size and times or by its name', async () => {
  await writeFile(at('table', 'a.csv'), csv(40).slice(0, 40));
  await writeFile(at('table', 'b.csv.part'), csv(41, '09'));
  await watch.lookOnce();
  await writeFile(at('table', 'a.csv'), csv(40));
  expect(await watch.lookOnce()).toEqual({ taken: 0, refused: 0 });
  await rename(at('table', 'b.csv.part'), at('table', 'b.csv'));
  expect(await watch.lookOnce()).toEqual({ taken: 1, refused: 0 });
  expect(await watch.lookOnce()).toEqual({ taken: 1, refused: 0 });
  expect(await listed('table', 'done')).toEqual(['a.csv', 'b.csv']);
});

test('one that changes between the look and the reading waits', async () => {
  await writeFile(at('table', 'a.csv'), csv(40));
  const { files } = await inbox.look(SOURCE_IDS);
  await writeFile(at('table', 'a.csv'), csv(41));
  expect(await Promise.all(files.map((file) => inbox.read(file)))).toEqual([null]);
});

test('a refused file lies with what is wrong, where and what to do; corrected it is taken', async () => {
  await writeFile(at('table', 'a.csv'), csv(40, '08', '海市蜃楼'));
  expect(await twoLooks()).toEqual({ taken: 0, refused: 1 });
  expect(await stored()).toEqual([]);
  expect(await listed('table', 'refused')).toEqual(['a.csv', 'a.csv.txt']);
  const why = await text('table', 'refused', 'a.csv.txt');
  expect(why).toMatch(/^\uFEFF没有导入：a\.csv\n来源：table /);
  expect(why).toMatch(/第 2 行.*海市蜃楼/);
  expect(why).toMatch(/row 2.*海市蜃楼/);
  expect(why).toContain('请改正后把它重新放进上一级文件夹');
  expect(why).toContain('Correct it and drop it into the folder above again.');

  await writeFile(at('table', 'a.csv'), csv(40, '08', '海市蜃楼二'));
  await twoLooks();
  expect(await listed('table', 'refused')).toEqual(['a (2).csv', 'a (2).csv.txt', 'a.csv', 'a.csv.txt']);
  expect(await text('table', 'refused', 'a.csv.txt')).toBe(why);

  await writeFile(at('table', 'a.csv'), csv(40));
  expect(await twoLooks()).toEqual({ taken: 1, refused: 0 });
  expect(await stored()).toEqual([[1, 0]]);
});

test('what was refused is looked at anew when it is put back', async () => {
  await writeFile(at('json', 'a.json'), csv(40));
  expect(await twoLooks()).toEqual({ taken: 0, refused: 1 });
  await rename(at('json', 'refused', 'a.json'), at('table', 'a.csv'));
  expect(await twoLooks()).toEqual({ taken: 1, refused: 0 });
});

test('the same file twice is stored once', async () => {
  await writeFile(at('table', 'a.csv'), csv(40));
  await twoLooks();
  await writeFile(at('table', 'a.csv'), csv(40));
  await writeFile(at('table', 'copy.csv'), csv(40));
  expect(await twoLooks()).toEqual({ taken: 2, refused: 0 });
  expect(await stored()).toEqual([[1, 0]]);
  expect(await listed('table', 'done')).toEqual(['a (2).csv', 'a.csv', 'copy.csv']);
});

test('a process that ends after storing and before putting away has neither lost nor doubled it', async () => {
  await writeFile(at('table', 'a.csv'), csv(40));
  await writeFile(at('table', 'b.csv'), csv(41, '08', '海市蜃楼'));
  const ended = { ...inbox, settle: () => Promise.reject(new Error('ended')) };
  await expect(twoLooks(watchFolder(made.workspace, ended, deliver))).rejects.toThrow('ended');
  expect(await stored()).toEqual([[1, 0]]);
  expect(await listed('table')).toEqual(['a.csv', 'b.csv']);
  expect(await twoLooks()).toEqual({ taken: 1, refused: 1 });
  expect(await stored()).toEqual([[1, 0]]);
  expect([await listed('table', 'done'), await listed('table', 'refused')]).toEqual([
    ['a.csv'],
    ['b.csv', 'b.csv.txt'],
  ]);
});

test('what cannot be stored now stays, does not hold up the others, and is taken later', async () => {
  await writeFile(at('table', 'a.csv'), csv(40));
  await writeFile(at('table', 'b.csv'), csv(41, '09'));
  let down = true;
  const flaky = watchFolder(made.workspace, inbox, (incoming) =>
    down && incoming.file === 'a.csv' ? Promise.reject(new Error('the disk is full')) : deliver(incoming),
  );
  await expect(twoLooks(flaky)).rejects.toThrow('the disk is full');
  expect([await listed('table'), await listed('table', 'done')]).toEqual([['a.csv', 'done'], ['b.csv']]);
  down = false;
  expect(await flaky.lookOnce()).toEqual({ taken: 1, refused: 0 });
});

test('a file over the limit is refused unread; links are not followed; what lies elsewhere is named', async () => {
  await writeFile(at('table', 'big.csv'), '');
  await truncate(at('table', 'big.csv'), 64 * 2 ** 20 + 1);
  await writeFile(join(made.folder, 'elsewhere.csv'), csv(40));
  await symlink(join(made.folder, 'elsewhere.csv'), at('table', 'link.csv'));
  await writeFile(at('lost.csv'), csv(40));
  await mkdir(at('tabel'));
  expect(await twoLooks()).toEqual({ taken: 0, refused: 1 });
  expect(await text('table', 'refused', 'big.csv.txt')).toContain('64 MB');
  expect(await stored()).toEqual([]);
  expect((await inbox.look(SOURCE_IDS)).stray).toEqual(['lost.csv', 'tabel/']);
});
