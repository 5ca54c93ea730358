// A thread that makes chunks of a seed, one for each order it is sent.
import { parentPort } from 'node:worker_threads';
import { must } from '../../../shared/language/must.ts';
import { type ChunkOrder, seedChunk } from './seedChunk.ts';

const port = must(parentPort, 'started as a worker');
port.on('message', (order: ChunkOrder) => port.postMessage(seedChunk(order)));
