using System.Text.Json.Nodes;

namespace ActorKube.ApiServer.Tests.Serving;

/// <summary>A watch as a client sees it: one event after the other.</summary>
internal sealed class WatchStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _response;
    private readonly StreamReader _reader;

    private WatchStream(HttpResponseMessage response, StreamReader reader) => (_response, _reader) = (response, reader);

    internal static async Task<WatchStream> OpenAsync(ServedStore server, string path, string? accept = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = System.Net.HttpVersion.Version20 };
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return new(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    internal async Task<JsonObject?> NextAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        return await _reader.ReadLineAsync(patience.Token) is { } line ? JsonNode.Parse(line)!.AsObject() : null;
    }

    /// <summary>The next event as <c>TYPE name</c>.</summary>
    internal async Task<string> NextNameAsync() =>
        await NextAsync() is { } next ? $"{next["type"]} {next["object"]!["metadata"]!["name"] ?? next["object"]!["rows"]?[0]?["cells"]?[0]}" : "end";

    public ValueTask DisposeAsync()
    {
        _reader.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
