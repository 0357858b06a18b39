-- Asks for the sessions of one machine after the other. The argument is a file that says of which, and with what headers.
local requests = {}
local next = 0
local threads = {}

function setup(thread)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(arguments)
  local settings = dofile(arguments[1])
  local prefix = settings.first:sub(1, -13)
  for machine = 0, settings.machines - 1 do
    local path = "/cvad/manage/Machines/" .. prefix .. string.format("%012d", machine) .. "/Sessions"
    if settings.query ~= "" then
      path = path .. "?" .. settings.query
    end
    requests[machine + 1] = wrk.format("GET", path, settings.headers)
  end
  -- The threads begin at different machines.
  next = (number * 997) % #requests
end

function request()
  next = next % #requests + 1
  return requests[next]
end

function done(summary, latency, requests)
  local errors = summary.errors
  print(string.format("done requests=%d micros=%d bytes=%d errors=%d", summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
