import { hasOldFrames, type ApplicationFor, type Workspace } from '@qingshan/app';
import { SYSTEM } from '@qingshan/campaign';
import { QingshanError } from '@qingshan/kernel';
import { isLoopback } from '../environment.ts';
import { startGateway, type RunningGateway } from './gateway.ts';

export interface OpenGatewayOptions {
  readonly host: string;
  /** 0 takes any free port */
  readonly port: number;
  /** Lets a demonstration, whose passwords everybody knows, be reached from other machines */
  readonly exposeDemonstration?: boolean;
  /** Told why values that are in the log could not be stored; that is tried again */
  failed?(error: unknown): void;
}

const PRUNE_EVERY_MS = 6 * 3_600_000;

/** Removes now and then what is kept no longer. Returns the function that ends it after what it is doing. */
function startPruning(
  application: ApplicationFor,
  workspace: Workspace,
  failed: (error: unknown) => void,
): () => Promise<void> {
  let running: Promise<unknown> = Promise.resolve();
  const prune = async (): Promise<void> => {
    if (await hasOldFrames(workspace)) await application.as(SYSTEM).pruneFrames();
  };
  const run = () => void (running = running.then(prune).catch(failed));
  run();
  const timer = setInterval(run, PRUNE_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

/**
 * Listens for the instruments of a workspace and stores what they send.
 *
 * @throws QingshanError `demonstration-exposed`, `port-taken`
 */
export async function openGateway(
  application: ApplicationFor,
  workspace: Workspace,
  { host, port, exposeDemonstration, failed = (error) => console.error(error) }: OpenGatewayOptions,
): Promise<RunningGateway> {
  const { intake } = application;
  if (workspace.demonstration !== null && !isLoopback(host) && exposeDemonstration !== true)
    throw new QingshanError('demonstration-exposed', { host });
  await intake.refreshDevices();
  const gateway = await startGateway({
    host,
    port,
    log: await workspace.frames(),
    protocol: intake.protocol,
    deviceOf: (mn) => intake.deviceOf(mn),
    clock: workspace.clock,
    stored: () => intake.arrived(),
  });
  intake.gateway = () => gateway.statistics();
  await intake.start(failed);
  const stopPruning = startPruning(application, workspace, failed);
  return {
    ...gateway,
    async stop() {
      await Promise.all([gateway.stop(), stopPruning()]);
      intake.gateway = null;
      await intake.stop();
    },
  };
}
