/**
 * quickbooks-js as its README starts it, with a queue of requests that is given. Two things are done to it from outside: it listens on loopback only
 * (left alone it takes every address), and what it prints is dropped. Nothing of it is changed.
 */
'use strict';

const net = require('node:net');

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function onLoopback() {
  this.once('listening', () => process.send({ id: 0, value: this.address().port }));
  return listen.call(this, { port: 0, host: '127.0.0.1' });
};
console.log = () => undefined;

process.env.QB_USERNAME = 'maple';
process.env.QB_PASSWORD = 'a password for the bench';

const Server = require('quickbooks-js');

let requests = [];
const server = new Server();
server.setQBXMLHandler({
  fetchRequests: (callback) => callback(null, requests),
  handleResponse: () => undefined,
  didReceiveError: () => undefined,
});

process.on('message', ({ id, name, args }) => {
  if (name === 'queue') requests = args[0];
  process.send({ id, value: null });
});
process.on('disconnect', () => process.exit(0));
server.run();
