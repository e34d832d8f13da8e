import { openClickhouseObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe } from 'vitest';
import { emptied, hasClickhouse, HOW_TO_GET, startClickhouse, type ClickhouseServer } from './clickhouse-server.ts';
import { observationsContract } from './observations.contract.ts';
import { observationsModel } from './observations.model.ts';

const where = hasClickhouse ? describe : describe.skip;

where(`one ClickHouse server${hasClickhouse ? '' : ` (${HOW_TO_GET})`}`, () => {
  let server: ClickhouseServer;
  beforeAll(async () => {
    server = await startClickhouse();
    await (await openClickhouseObservations(server.urlOf('contract'))).close();
  }, 120_000);
  afterAll(() => server?.stop(), 60_000);
  const open = async () => {
    await emptied(server, 'contract');
    return openClickhouseObservations(server.urlOf('contract'));
  };

  observationsContract('ClickHouse', open);
  observationsModel('ClickHouse', open, 3);
});
