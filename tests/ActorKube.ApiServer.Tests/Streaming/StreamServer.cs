using System.Net;
using System.Net.WebSockets;
using ActorKube.ApiServer.Streaming;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.ApiServer.Tests.Serving;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Protocol.Containers;
using ActorKube.Protocol.Containers.Clients;
using Akka.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorKube.ApiServer.Tests.Streaming;

/// <summary>The streaming subresources of one pod over plain HTTP on a port of its own, with containers that the test plays.</summary>
public abstract class StreamServer : IAsyncLifetime
{
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private WebApplication _app = null!;

    /// <summary>The pod that every request is about.</summary>
    protected ApiObject Pod { get; set; } = ActorKube.TestKit.Given.APod("web").On("node-1").Phase("Running").Stored().Build();

    /// <summary>What happens when a session is opened; by default there is nothing to open.</summary>
    private protected Func<OpenSession, SessionOpening> OnOpen { get; set; } = _ => new(null, new(RefusalReason.NotFound, "pods \"web\" not found"));

    protected Uri Address { get; private set; } = null!;

    protected HttpClient Http { get; } = new() { Timeout = Patience };

    /// <summary>Lines that the server logged as errors.</summary>
    protected ErrorLog Errors { get; } = new();

    public async Task InitializeAsync()
    {
        var gateway = new ContainerGateway(StreamingSettings.From(ConfigurationFactory.Empty), (_, request) => OnOpen(request));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Errors);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _app = builder.Build();
        _app.Run(async http =>
        {
            try
            {
                await AnswerAsync(http, gateway);
            }
            catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
            {
                // As the API's handler does: nobody hears an answer.
            }
        });
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http.BaseAddress = Address;
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
        Assert.Empty(Errors.Lines);
    }

    /// <summary>The container of the next session.</summary>
    private protected Task<PlayedContainer> Container(bool echoes = false)
    {
        var opened = new TaskCompletionSource<PlayedContainer>(TaskCreationOptions.RunContinuationsAsynchronously);
        OnOpen = request =>
        {
            var container = new PlayedContainer(request) { Echoes = echoes };
            opened.TrySetResult(container);
            return new(container, null);
        };
        return opened.Task.WaitAsync(Patience);
    }

    private Task AnswerAsync(HttpContext http, ContainerGateway gateway) => (http.Request.Path.Value ?? "").Split('/')[^1] switch
    {
        "log" => ContainerStreams.LogAsync(http, Pod, gateway),
        "exec" => ContainerStreams.ExecAsync(http, Pod, gateway),
        "attach" => ContainerStreams.AttachAsync(http, Pod, gateway),
        "portforward" => ContainerStreams.PortForwardAsync(http, Pod, gateway),
        _ => Results.NotFound().ExecuteAsync(http),
    };

    /// <summary>A WebSocket to a subresource, by the first of these protocols that the server takes.</summary>
    private protected async Task<ChannelClient> SocketAsync(string subresource, string query, params string[] protocols)
    {
        var socket = new ClientWebSocket();
        foreach (var protocol in protocols)
            socket.Options.AddSubProtocol(protocol);
        await socket.ConnectAsync(new Uri($"ws://{Address.Authority}{Path(subresource, query)}"), CancellationToken.None).WaitAsync(Patience);
        return new ChannelClient(socket, Patience);
    }

    protected static string Path(string subresource, string query = "") => $"/api/v1/namespaces/default/pods/web/{subresource}{query}";
}
