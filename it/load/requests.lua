-- What wrk sends, by its first argument: a path to GET, or "create" and perhaps "keys"; with the TOKEN of the environment.
local counter = 0
local thread_number = 0

function setup(thread)
  thread:set("number", thread_number)
  thread_number = thread_number + 1
end

function init(args)
  creates = args[1] == "create"
  keys = args[2] == "keys"
  path = args[1]
  token = os.getenv("TOKEN")
  run = tostring(os.time())
end

function request()
  local headers = { ["Authorization"] = token and "Bearer " .. token }
  if not creates then
    return wrk.format("GET", path, headers)
  end
  counter = counter + 1
  headers["Content-Type"] = "application/json"
  if keys then
    headers["Idempotency-Key"] = run .. "-" .. number .. "-" .. counter
  end
  local body = '{"title":"Load ' .. counter .. '","root":{"domain":"load","environment":"test"}}'
  return wrk.format("POST", "/api/v1/contexts/open", headers, body)
end

-- requests, requests a second, median, 95 % in ms, errors
function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %.0f %.1f %.1f %d", summary.requests, summary.requests / (summary.duration / 1e6),
    latency:percentile(50) / 1000, latency:percentile(95) / 1000,
    e.connect + e.read + e.write + e.status + e.timeout))
end
