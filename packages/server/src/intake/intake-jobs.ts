import { FOLDER, pullOnce, SOURCE_IDS, watchFolder, type ApplicationFor } from '@qingshan/app';
import type { Job } from '../jobs/start-job.ts';
import type { OpenWorkspace } from '../workspace-folder.ts';
import { contentFetcher } from './fetch-content.ts';

/** Two looks apart is how long a file must stand still. */
const LOOK_MS = 10_000;
/** Pulls are timed by the minute. */
const PULL_MS = 30_000;

/** Takes in what is dropped into the watched folder and what is to be fetched; neither without being asked for. */
export async function intakeJobs(
  application: ApplicationFor,
  workspace: OpenWorkspace,
  environment: NodeJS.ProcessEnv,
): Promise<readonly Job[]> {
  const { inbox, settings, folder } = workspace;
  const jobs: Job[] = [];
  if (inbox) {
    await inbox.prepare(SOURCE_IDS);
    const watch = watchFolder(workspace, inbox, (incoming) => application.as(FOLDER).deliver(incoming));
    jobs.push({ name: 'folder', everyMs: LOOK_MS, run: () => watch.lookOnce() });
  }
  if (settings.pulls.length > 0) {
    const fetchContent = contentFetcher(folder, environment);
    const run = () =>
      pullOnce({ workspace, fetchContent, deliver: (as) => (incoming) => application.as(as).deliver(incoming) });
    jobs.push({ name: 'pull', everyMs: PULL_MS, atOnce: true, run });
  }
  return jobs;
}
