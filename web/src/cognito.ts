// SPDX-License-Identifier: Apache-2.0
// The five calls of Cognito's JSON protocol that this page makes. Errors are Problems whose code is the
// exception's name, such as "UserNotConfirmedException".

import { Problem, problemFromResponse, unexpected, unreachable } from "./problem";
import { asObject, asText } from "./wire";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
  readonly refreshToken: string; // "" when the server keeps the old one valid
  readonly expiresIn_s: number;
}

export class Cognito {
  constructor(
    private readonly address: string,
    private readonly clientId: string,
    private readonly fetch: Fetch,
  ) {}

  // Answers where the code was sent, masked, or "" when the account needs no confirmation.
  async signUp(email: string, password: string): Promise<string> {
    const answer = await this.call("SignUp", {
      ClientId: this.clientId,
      Username: email,
      Password: password,
      UserAttributes: [{ Name: "email", Value: email }],
    });
    if (answer["UserConfirmed"] === true) return "";
    return asText(asObject(answer["CodeDeliveryDetails"])?.["Destination"]) || "your address";
  }

  async confirmSignUp(email: string, code: string): Promise<void> {
    await this.call("ConfirmSignUp", { ClientId: this.clientId, Username: email, ConfirmationCode: code });
  }

  signIn(email: string, password: string): Promise<Tokens> {
    return this.initiate("USER_PASSWORD_AUTH", { USERNAME: email, PASSWORD: password });
  }

  refresh(refreshToken: string): Promise<Tokens> {
    return this.initiate("REFRESH_TOKEN_AUTH", { REFRESH_TOKEN: refreshToken });
  }

  async emailOf(accessToken: string): Promise<string> {
    const answer = await this.call("GetUser", { AccessToken: accessToken });
    const attributes = Array.isArray(answer["UserAttributes"]) ? answer["UserAttributes"] : [];
    const email = attributes.map(asObject).find((one) => one?.["Name"] === "email");
    return asText(email?.["Value"]) || asText(answer["Username"]);
  }

  // The account and everything kept of the person.
  async deleteUser(accessToken: string): Promise<void> {
    await this.call("DeleteUser", { AccessToken: accessToken });
  }

  async revoke(refreshToken: string): Promise<void> {
    await this.call("RevokeToken", { ClientId: this.clientId, Token: refreshToken });
  }

  private async initiate(flow: string, parameters: Record<string, string>): Promise<Tokens> {
    const answer = await this.call("InitiateAuth", { ClientId: this.clientId, AuthFlow: flow, AuthParameters: parameters });
    const challenge = asText(answer["ChallengeName"]);
    if (challenge !== "") {
      throw new Problem({
        code: "challenge",
        message: `This account asks for a further step at sign-in (${challenge}), which this page does not offer.`,
        status: 200,
      });
    }
    const result = asObject(answer["AuthenticationResult"]);
    const idToken = asText(result?.["IdToken"]);
    if (result === null || idToken === "") throw unexpected(200);
    const seconds = result["ExpiresIn"];
    return {
      idToken,
      accessToken: asText(result["AccessToken"]),
      refreshToken: asText(result["RefreshToken"]),
      expiresIn_s: typeof seconds === "number" ? seconds : 300,
    };
  }

  private async call(operation: string, body: unknown): Promise<Readonly<Record<string, unknown>>> {
    let response: Response;
    try {
      response = await this.fetch(this.address, {
        method: "POST",
        headers: {
          "Content-Type": "application/x-amz-json-1.1",
          "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
        },
        body: JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
      });
    } catch {
      throw unreachable();
    }
    if (!response.ok) throw await problemFromResponse(response);
    return asObject(await response.json().catch(() => null)) ?? {};
  }
}
