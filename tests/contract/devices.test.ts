import { devicesContract } from './devices.contract.ts';
import { onEveryEngine } from './engines.ts';

onEveryEngine(devicesContract);
