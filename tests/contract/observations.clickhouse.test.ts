import { openClickhouseObservations } from '@qingshan/store';
import { afterAll, beforeAll, describe } from 'vitest';
import { hasClickhouse, HOW_TO_GET, startClickhouse, type ClickhouseServer } from './clickhouse-server.ts';
import { observationsContract } from './observations.contract.ts';
import { observationsModel } from './observations.model.ts';

const where = hasClickhouse ? describe : describe.skip;

where(`one ClickHouse server${hasClickhouse ? '' : ` (${HOW_TO_GET})`}`, () => {
  let server: ClickhouseServer;
  let databases = 0;
  beforeAll(async () => {
    server = await startClickhouse();
  }, 120_000);
  afterAll(() => server?.stop(), 60_000);
  const open = () => openClickhouseObservations(server.urlOf(`contract${databases++}`));

  observationsContract('ClickHouse', open);
  observationsModel('ClickHouse', open, 3);
});
