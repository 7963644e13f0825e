using ActorKube.ApiServer;
using ActorKube.ApiServer.Security;
using ActorKube.ApiServer.Storage;
using ActorKube.ApiServer.Streaming;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Kinds;
using Akka.Configuration;

namespace ActorKube.Hosting;

/// <summary>What a control-plane process serves the Kubernetes API with.</summary>
internal static class MemberApi
{
    /// <summary>The API's services, by the certificates of the data directory.</summary>
    internal static ApiServices Open(MemberSettings settings, Config config)
    {
        var certificates = ClusterCertificates.Ensure(settings.Data.Certificates, TimeProvider.System.GetUtcNow());
        var gateway = new StoreGateway(KindCatalogue.BuiltIn, ApiServerSettings.From(config), TimeProvider.System);
        var tokens = new ServiceAccountTokens(certificates.ServiceAccountKey());
        var authentication = new CallerAuthentication(certificates.Authority(), certificates.AdminToken, tokens, gateway, TimeProvider.System);
        return new ApiServices(gateway, authentication, tokens, settings.Clock.ToTimeProvider(), new ContainerGateway(gateway, StreamingSettings.From(config)));
    }
}
