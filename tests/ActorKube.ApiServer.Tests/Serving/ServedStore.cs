using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Json.Nodes;
using ActorKube.ApiServer.Security;
using ActorKube.ApiServer.Storage;
using ActorKube.ApiServer.Streaming;
using ActorKube.ApiServer.Streaming.Sessions;
using ActorKube.Model.Kinds;
using ActorKube.Model.Time;
using ActorKube.Protocol;
using ActorKube.Rules.Writes;
using ActorKube.Store;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActorKube.ApiServer.Tests.Serving;

/// <summary>The API over HTTPS, on a store with a journal of its own: everything but nodes and controllers.</summary>
public sealed class ServedStore : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("actorkube-api-").FullName;
    private ActorSystem _system = null!;
    private WebApplication _app = null!;
    private int _names;

    /// <summary>An administrator's client.</summary>
    public HttpClient Http { get; private set; } = null!;

    /// <summary>Where the API is served.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>The store itself, which tests may kill.</summary>
    public IActorRef Store { get; private set; } = null!;

    /// <summary>The cluster's keys.</summary>
    public ClusterCertificates Certificates { get; private set; } = null!;

    /// <summary>Lines that the server logged as errors.</summary>
    public ErrorLog Errors { get; } = new();

    /// <summary>The gateway of the server.</summary>
    internal StoreGateway Gateway { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var persistence = StorePersistence.From($"Data Source={Path.Combine(_folder, "store.db")}");
        var config = ConfigurationFactory.ParseString("akka.loglevel = ERROR")
            .WithFallback(persistence.Config).WithFallback(StoreConfig.Default).WithFallback(ProtocolConfig.Default).WithFallback(ApiServerConfig.Default);
        _system = ActorSystem.Create("served", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), persistence.Setup));
        var (settings, time) = (StoreSettings.From(config), EmulatedTimeProvider.RealTime);
        var suffix = 10_000;
        var store = StoreActor.Props(
            settings, new WriteRules(settings.Admission), KindCatalogue.BuiltIn, time, () => Guid.NewGuid().ToString(), () => Interlocked.Increment(ref suffix).ToString());
        Store = _system.ActorOf(Props.Create(() => new StoreKeeper(store)), "keeper");
        Certificates = ClusterCertificates.Ensure(Path.Combine(_folder, "pki"), TimeProvider.System.GetUtcNow());
        Gateway = new StoreGateway(KindCatalogue.BuiltIn, ApiServerSettings.From(config), TimeProvider.System);
        var tokens = new ServiceAccountTokens(Certificates.ServiceAccountKey());
        var services = new ApiServices(
            Gateway, new CallerAuthentication(Certificates.Authority(), Certificates.AdminToken, tokens, Gateway, TimeProvider.System), tokens, time,
            new ContainerGateway(Gateway, StreamingSettings.From(config)));
        _system.ActorOf(ApiServerActor.Props(Store, Gateway), "api-server");

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Errors);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseApiServer(Certificates)));
        builder.Services.AddApiServer(services);
        _app = builder.Build();
        _app.Run(http => http.RequestServices.GetRequiredService<Http.ApiHandler>().HandleAsync(http));
        await _app.StartAsync();
        Address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Http = Client();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Certificates.AdminToken);
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
        await _system.Terminate();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client without credentials, that trusts the cluster.</summary>
    public HttpClient Client(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true } };
        configure?.Invoke(handler);
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60), DefaultRequestVersion = HttpVersion.Version20 };
    }

    /// <summary>The official client, as the administrator.</summary>
    public Kubernetes Official() => new(new KubernetesClientConfiguration
    {
        Host = Address.ToString().TrimEnd('/'), AccessToken = Certificates.AdminToken, SkipTlsVerify = true,
    });

    /// <summary>A namespace of the test's own.</summary>
    public async Task<string> NamespaceAsync()
    {
        var name = $"t{Interlocked.Increment(ref _names)}";
        await MustAsync(HttpMethod.Post, "/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        return name;
    }

    /// <summary>A ConfigMap with one entry.</summary>
    public Task<JsonObject> ConfigMapAsync(string @namespace, string name, string value = "1", string labels = "{}") => MustAsync(
        HttpMethod.Post, $"/api/v1/namespaces/{@namespace}/configmaps", $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}},"data":{"x":"{{{value}}}"}}""");

    public Task<JsonObject> GetAsync(string path, string? accept = null) => MustAsync(HttpMethod.Get, path, null, accept);

    /// <summary>A request that must succeed.</summary>
    public async Task<JsonObject> MustAsync(HttpMethod method, string path, string? body = null, string? accept = null, string contentType = "application/json")
    {
        var (code, answer) = await SendAsync(method, path, body, accept, contentType);
        Assert.True((int)code is >= 200 and < 300, $"{method} {path}: {(int)code} {answer.ToJsonString()}");
        return answer;
    }

    /// <summary>A request that may fail.</summary>
    public async Task<(HttpStatusCode Code, JsonObject Answer)> SendAsync(
        HttpMethod method, string path, string? body = null, string? accept = null, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["text"] = text });
    }
}
