// The servers below listen on every interface and have no setting for it; a test server is nobody's but this computer's.
import net from "node:net";

const listen = net.Server.prototype.listen;

net.Server.prototype.listen = function (...given) {
  const [first, second] = given;
  if (typeof first === "number" && typeof second !== "string") {
    given.splice(1, 0, "127.0.0.1");
  } else if (first !== null && typeof first === "object" && first.port != null && !first.host) {
    given[0] = { ...first, host: "127.0.0.1" };
  }
  return listen.apply(this, given);
};
