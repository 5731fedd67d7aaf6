-- SPDX-License-Identifier: Apache-2.0
-- wrk … -- TOKENS: POST /upload-image with an empty body, as the first person of TOKENS.
local text

function init(arguments)
  local token = io.lines(arguments[1])()
  text = "POST /upload-image HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port .. "\r\nContent-Type: application/json\r\n" ..
         "Content-Length: 0\r\nAuthorization: Bearer " .. token .. "\r\n\r\n"
end

function request() return text end
