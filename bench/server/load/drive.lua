-- wrk script: cycles through requests that sign.mjs signed beforehand (file named by SIGNED), built once in init.
local built, count, at = {}, 0, 0

function init()
  for line in io.lines(os.getenv("SIGNED")) do
    local head, body = line:match("^(.-)\t\t(.*)$")
    local headers = {}
    for field in head:gmatch("[^\t]+") do
      local name, value = field:match("^([^=]+)=(.*)$")
      headers[name == "host" and "Host" or name] = value
    end
    count = count + 1
    built[count] = wrk.format("POST", "/", headers, body)
  end
end

function request()
  at = at % count + 1
  return built[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT\t%.1f\t%.0f\t%.0f\t%d\t%d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50), latency:percentile(99),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
