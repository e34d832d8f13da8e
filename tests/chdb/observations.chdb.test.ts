import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe } from 'vitest';
import { parseAddress } from '../../packages/store/src/clickhouse/address.ts';
import { observationsOn } from '../../packages/store/src/clickhouse/observations.ts';
import { createTables } from '../../packages/store/src/clickhouse/schema.ts';
import { observationsContract } from '../contract/observations.contract.ts';
import { observationsModel } from '../contract/observations.model.ts';
import { chdbTransport, openChdb } from './chdb-transport.ts';

/** In CI they must run, elsewhere where it is installed. */
const hasChdb = existsSync(new URL('node_modules/chdb', import.meta.url)) || process.env['CI'] !== undefined;
const where = hasChdb ? describe : describe.skip;

where(
  `the present ClickHouse engine${hasChdb ? '' : ' (chdb is not installed: cd tests/chdb && npm install --no-save --ignore-scripts)'}`,
  () => {
    let session: ReturnType<typeof openChdb>;
    let databases = 0;
    beforeAll(() => {
      session = openChdb();
    });
    afterAll(() => session?.cleanup());
    const open = async () => {
      const database = `contract${databases++}`;
      const db = chdbTransport(session, database);
      await createTables(db, parseAddress(`clickhouse://localhost/${database}`), null);
      return observationsOn(db);
    };

    observationsContract('chdb', open);
    observationsModel('chdb', open, 5);
  },
);
