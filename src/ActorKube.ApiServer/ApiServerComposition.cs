using System.Security.Authentication;
using ActorKube.ApiServer.Http;
using ActorKube.ApiServer.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace ActorKube.ApiServer;

/// <summary>Puts the API into a host: services, the port, and what answers there.</summary>
public static class ApiServerComposition
{
    /// <summary>The services of the API.</summary>
    public static IServiceCollection AddApiServer(this IServiceCollection services, ApiServices api) =>
        services.AddSingleton(api).AddSingleton<ApiHandler>();

    /// <summary>A port with HTTPS by the cluster's certificates. HTTP/2 for calls, HTTP/1.1 for the streams that are upgraded.</summary>
    public static void UseApiServer(this ListenOptions listen, ClusterCertificates certificates)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificates.Server(),
            SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            // Whose certificate it is, is a matter of authentication, which answers with a Status.
            ClientCertificateValidation = (_, _, _) => true,
        });
    }

    /// <summary>Answers every request of that port with the API; other ports are somebody else's.</summary>
    /// <param name="app">The application.</param>
    /// <param name="port">The port.</param>
    public static void MapApiServer(this WebApplication app, int port) =>
        app.MapWhen(http => http.Connection.LocalPort == port, api => api.Run(http => http.RequestServices.GetRequiredService<ApiHandler>().HandleAsync(http)));
}
