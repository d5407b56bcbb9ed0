// The other side of the plain socket: sends back what it gets.
const net = require('node:net');

const socket = net.connect(process.argv[2].replace('@', '\0'), () => socket.write('ready'));
socket.on('data', (data) => socket.write(data));
socket.on('error', () => process.exit());
process.disconnect();
