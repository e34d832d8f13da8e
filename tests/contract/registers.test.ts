import { onEveryEngine } from './engines.ts';
import { registersContract } from './registers.contract.ts';

onEveryEngine(registersContract);
