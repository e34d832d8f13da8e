import type { ApplicationFor, Workspace } from '@qingshan/app';
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
  intake.gateway = gateway;
  await intake.start(failed);
  return {
    ...gateway,
    async stop() {
      await gateway.stop();
      intake.gateway = null;
      await intake.stop();
    },
  };
}
