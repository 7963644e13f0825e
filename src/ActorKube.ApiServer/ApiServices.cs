using ActorKube.ApiServer.Security;
using ActorKube.ApiServer.Storage;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Time;

namespace ActorKube.ApiServer;

/// <summary>What every request may use.</summary>
/// <param name="Gateway">The way to the store.</param>
/// <param name="Authentication">Who callers are.</param>
/// <param name="Tokens">Tokens of service accounts.</param>
/// <param name="Time">Emulated time.</param>
/// <param name="Containers">The way into containers.</param>
public sealed record ApiServices(
    StoreGateway Gateway, CallerAuthentication Authentication, ServiceAccountTokens Tokens, EmulatedTimeProvider Time, ContainerGateway Containers);
