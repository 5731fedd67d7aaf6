// SPDX-License-Identifier: Apache-2.0
#pragma once
// The RSA key that the fuzz targets of tokens sign with: made for them, protects nothing. Fixed, so that an input
// that failed once fails again.

#include "base/encoding.h"
#include "identity/rsa_key.h"

namespace lumen::fuzz {

inline constexpr std::string_view token_key_base64 =
    "MIIEowIBAAKCAQEAuGRBykTxyWeTDM0pfyBj/BJIw28lvztpS7Qw3pUwnSFnJx3xCFiRx1n421MchudOE+tfTA4LSyAOWc6xb83L/YTChBF4"
    "DxRp/7Qu+3YFfWGPxRr7Yt39ZJkNJYG9bQI8NEvzu/weZ+pSr21kdug4gFOBQLVZyMzg03N1TO0SsuBask2I83gnYVHmXaQfQVjGasbCXTfF"
    "Dp0jhOON2XL+B7GFcbnsTw9W306H0Mg+i68v5HD3x/AU5c7xE3L7F1ShS4vmoRktKxkv0OUHwuMaQA6uFE9bEegJVPLUcjvo4kOnpQ9dW8l9"
    "0QupFnuLv9fmiamJxYlME+c4YQwiBTenPQIDAQABAoIBACvh2kFltogYwOd9RPim7/ybqlrubvSLklPMqouyRCtE+YxW5Re4Iltn12B071dQ"
    "oWV+sMOEHR5wHtIzLUmfF8K6D2PIV4L5N/+9dSftjsFn0EQXl4eQLp98CCOqtHbGnybQA42zotXWr35l4ZCl09qAZQSOFDPERGY2Nk6MJhTR"
    "BdidllITtwT3QgVwZxsKmNfqxGK7ovL+W3pVF1+vDz9x9SMK+fW8t4L6d1icefmrlDl+LJO0iPXQxAhqEhZzkkXUoMoya7UKhw0Cmk/yGcHl"
    "lx6ZNjIt2RpBsjqEc5mUayKUfItUIqhhn9Syq4PYrABytKSpLpfsQA+YvnrosNkCgYEA5ecoa2DGx40VO16b5n0BF6fXiWw1a8KOwfSCNtf8"
    "/aiWGmlbA5saDjnuX36QS+M8RQCK9hjyAEGzE6R14BuEM0MuMSaT7LGihdXv0njjNiCdMF4MKrqejB43EMQGW8AMw3weY3oTcRgy1VR9pXtk"
    "EE+vQeJMjjedxD9EH3DAKukCgYEAzVKRLhtrD4fHDDpEJsUxVHQEBIdJz5vc1j7lwxO45YGgNBFAtj5quk2rZHjPXNThPE8gZrQZc6qXt4PX"
    "L4iAWyqxWdw+fGGDGqKMEsIL6SlwCcZkRAj6CLpz0LWfAM3uDVJDzTPc3CyamXWWC/HY/AeAkE6V6Kt0Z4ZQbEHDfTUCgYARix8penwQtDJf"
    "kmuhHf7cWEF5ShmVfIY6RLc/CiJTFO9HWqzITKijV0ZaYSUPtWpe9ZilCOhGnrzUjeM008S1yLWYqJH3KOL3BYlEbVchRUHZdAPHqu/4T0Hy"
    "dJLro28V573F54XeRnNylfz0iMLs/7em9mbTH2lZlV5Ua90uKQKBgCFw2zh5OryyzpaNPuBZqakppCXgqwLnTdaPM/jL04d9z0vrq3CDRfrF"
    "/65DhvKFsZGTCaHwn1yZYlB/ZqLVRqKSl4QdPQghEata4hmEBVCacScGavoxxBd71rUdf6Iv6B+/UE+xrL0nfp6T6jZT05Vo22WlhwD4O+NI"
    "mvym0WIpAoGBAIYeB7+hnwVqQyOXyXrFzGlTmJfSVsske+WSYMHI8G2ywm2GQLGV5LaEb1TarXGNyEIT6j5ENHaYIeYQamvJQWPqkqxw4EJO"
    "SRH/BeGdBvUifrr9z24EvGh0RW4zpbJLoSv7NY6gD9NjYvaotvG1J0b1GzACPquyr2YYW1ySWsU4";

inline const identity::RsaKey& token_key() {
  static const identity::RsaKey key = *identity::RsaKey::from_der(*base64_decode(token_key_base64));
  return key;
}

}  // namespace lumen::fuzz
