#!/usr/bin/env node
// In words that any Node reads, so that an old one gets a sentence and not a stack trace. Nothing is loaded before that,
// and nothing at all to say the version.
var facts = require('../package.json');
var needed = facts.engines.node.replace(/^>=/, '');
var words = process.argv.slice(2);

if (isOlder(process.versions.node.split('.'), needed.split('.'))) {
  console.error('exterm needs Node %s or later; this is %s.', needed, process.versions.node);
  console.error('Install a newer Node and start again.');
  process.exitCode = 2;
} else if (words.length === 1 && (words[0] === '--version' || words[0] === '-V')) {
  process.stdout.on('error', missed);
  process.stdout.write(facts.version.concat('\n'));
} else {
  require('./start.js');
}

// A script that keeps the version in a file learns that the disk is full. A reader that has gone is no failure.
function missed(error) {
  if (error.code === 'EPIPE' || error.code === 'EOF') return;
  console.error('Standard output could not be written: %s. What is missing was not kept.', error.message);
  process.exitCode = 1;
}

function isOlder(version, than) {
  var first = Number(version[0]) - Number(than[0]);
  return first === 0 && than.length > 1 ? isOlder(version.slice(1), than.slice(1)) : first < 0;
}
