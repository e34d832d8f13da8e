import type { Actor } from '@qingshan/campaign';
import { QingshanError, type Localized } from '@qingshan/kernel';
import { sources } from '@qingshan/sources';
import type { Workspace } from '../workspace.ts';
import type { Deliver } from './deliver.ts';
import type { DroppedFile, Inbox } from './ports.ts';
import { refusalText } from './refusal-text.ts';

/** Who takes in what is dropped into the watched folder. */
export const FOLDER: Actor = { id: 'folder', name: '监视文件夹', role: 'system', unit: null };

/** As much as may be sent with a key. */
export const MOST_MEGABYTES = 64;

export const SOURCE_IDS: readonly string[] = sources.map(({ id }) => id);

/** Looks at the watched folder again and again. */
export interface FolderWatch {
  /**
   * Takes in every file that stood still since the last look, and puts it away. What cannot be stored now stays and is
   * tried again at the next look.
   *
   * @returns how many were taken in and refused
   * @throws Error of the first file that stays for another reason than its content
   */
  lookOnce(): Promise<{ readonly taken: number; readonly refused: number }>;
}

const idOf = ({ source, name, mark }: DroppedFile) => `${source}/${name} ${mark}`;

/**
 * A file is taken when its size and times stand still over two looks, and goes the way of an import by hand. Killed at any
 * moment, it still lies there and is the same delivery again.
 *
 * @param deliver as `FOLDER`
 */
export function watchFolder({ clock }: Pick<Workspace, 'clock'>, inbox: Inbox, deliver: Deliver): FolderWatch {
  let before: ReadonlySet<string> = new Set();
  const refused = (file: DroppedFile, findings: readonly Localized[]) => refusalText(file, clock.now(), findings);

  /** `null`: it was taken in */
  const refusalOf = async (file: DroppedFile, bytes: Uint8Array): Promise<string | null> => {
    const { source, name } = file;
    try {
      const answer = await deliver({ origin: FOLDER.id, token: idOf(file), source, file: name, bytes, sites: null });
      const texts = answer.findings.map(({ text }) => text);
      return answer.refused ? refused(file, texts) : null;
    } catch (error) {
      if (error instanceof QingshanError && error.status < 500) return refused(file, [error.text]);
      throw error;
    }
  };

  /** @returns whether it was refused; `null`: it is still being written */
  const take = async (file: DroppedFile): Promise<boolean | null> => {
    if (file.bytes > MOST_MEGABYTES * 2 ** 20) {
      await inbox.settle(file, refused(file, [new QingshanError('too-large', { limit: MOST_MEGABYTES }).text]));
      return true;
    }
    const bytes = await inbox.read(file);
    if (bytes === null) return null;
    const refusal = await refusalOf(file, bytes);
    await inbox.settle(file, refusal);
    return refusal !== null;
  };

  return {
    async lookOnce() {
      const { files } = await inbox.look(SOURCE_IDS);
      const still = files.filter((file) => before.has(idOf(file)));
      before = new Set(files.map(idOf));
      const failures: unknown[] = [];
      const came: (boolean | null)[] = [];
      for (const file of still) {
        await take(file).then(
          (refused) => came.push(refused),
          (error: unknown) => failures.push(error),
        );
      }
      if (failures.length > 0) throw failures[0];
      return { taken: came.filter((r) => r === false).length, refused: came.filter((r) => r === true).length };
    },
  };
}
