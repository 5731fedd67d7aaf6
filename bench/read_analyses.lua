-- SPDX-License-Identifier: Apache-2.0
-- wrk … -- TARGETS TOKENS: GET of one analysis at random for each request. TARGETS holds lines "<line of its owner's
-- token> <analysis id>".
local ids, owners, tails = {}, {}, {}

function init(arguments)
  math.randomseed(os.time())
  for token in io.lines(arguments[2]) do
    tails[#tails + 1] = " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\nAuthorization: Bearer " .. token .. "\r\n\r\n"
  end
  for line in io.lines(arguments[1]) do
    local owner, id = line:match("(%d+) (%S+)")
    owners[#owners + 1] = tonumber(owner)
    ids[#ids + 1] = "GET /analysis/" .. id
  end
end

function request()
  local place = math.random(#ids)
  return ids[place] .. tails[owners[place]]
end
