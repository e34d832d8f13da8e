import type { ApplicationFor } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';

/** Silence is counted in hours; more often would find nothing more. */
const EVERY_MS = 15 * 60_000;

/**
 * Looks by the clock at what no new data would show, while the server runs. Returns the function that stops it.
 *
 * @param ran is told of every run whether it failed
 */
export function startWatchJob(application: ApplicationFor, ran: (failed: boolean) => void): () => void {
  let running = false;
  const look = (): void => {
    if (running) return;
    running = true;
    application
      .as(SYSTEM)
      .watchConditions()
      .then(
        () => ran(false),
        (error: unknown) => {
          console.error(error);
          ran(true);
        },
      )
      .finally(() => {
        running = false;
      });
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
