using ActorKube.Palettes.Hosting;
using ActorKube.Palettes.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ActorKube.Palettes;

/// <summary>How a process offers its palettes over gRPC.</summary>
public static class PalettesComposition
{
    /// <summary>Adds the gRPC service. It needs the process's <c>ActorSystem</c> among the services, and <see cref="PalettesActors.Start"/>.</summary>
    public static IServiceCollection AddPalettes(this IServiceCollection services, PalettesSettings settings, ProcessIdentity identity)
    {
        services.AddSingleton(settings).AddSingleton(identity);
        services.AddGrpc(options => options.MaxReceiveMessageSize = settings.LargestRequest);
        return services;
    }

    /// <summary>Maps the service; Kestrel must listen with HTTP/2 (<c>HttpProtocols.Http2</c>) on the port of <see cref="ProcessIdentity.PbmPort"/>.</summary>
    public static IEndpointConventionBuilder MapPalettes(this IEndpointRouteBuilder endpoints) => endpoints.MapGrpcService<PaletteHostService>();
}
