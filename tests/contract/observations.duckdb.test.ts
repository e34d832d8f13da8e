import { openObservations } from '@qingshan/store';
import { observationsContract } from './observations.contract.ts';
import { observationsModel } from './observations.model.ts';

observationsContract('DuckDB', () => openObservations(':memory:'));
observationsModel('DuckDB', () => openObservations(':memory:'));
