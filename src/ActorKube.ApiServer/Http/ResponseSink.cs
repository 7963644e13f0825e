using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>
/// A response body of unknown length: what is written first is kept, and compressed from then on if it turns out to be long and the client takes gzip. It
/// never holds more than that.
/// </summary>
/// <remarks>Source of the threshold: https://kubernetes.io/docs/reference/using-api/api-concepts/#api-server-compression (APIResponseCompression).</remarks>
internal sealed class ResponseSink : IAsyncDisposable
{
    private readonly HttpContext _http;
    private readonly int _gzipBytes;
    private readonly bool _takesGzip;
    private readonly ArrayBufferWriter<byte> _first = new(16 * 1024);
    private PipeWriter? _out;

    internal ResponseSink(HttpContext http, int gzipBytes)
    {
        (_http, _gzipBytes) = (http, gzipBytes);
        _takesGzip = http.Request.Headers.AcceptEncoding.SelectMany(value => (value ?? "").Split(','))
            .Any(coding => coding.Split(';')[0].Trim() == "gzip");
    }

    /// <summary>Where to write; call <see cref="FlushAsync"/> between objects.</summary>
    internal IBufferWriter<byte> Writer => _out is null ? _first : _out;

    /// <summary>Hands on what was written, if it is enough, and waits for a slow client.</summary>
    internal async ValueTask FlushAsync()
    {
        if (_out is null)
        {
            if (_first.WrittenCount >= _gzipBytes)
                await OpenAsync(_takesGzip);
            return;
        }
        if (_out.UnflushedBytes >= 64 * 1024)
            await _out.FlushAsync(_http.RequestAborted);
    }

    /// <summary>Hands on the rest.</summary>
    internal async Task CompleteAsync()
    {
        if (_out is null)
        {
            _http.Response.ContentLength = _first.WrittenCount;
            await OpenAsync(compress: false);
        }
        await _out!.FlushAsync(_http.RequestAborted);
        await _out.CompleteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_out is not null)
            await _out.CompleteAsync();
    }

    private async Task OpenAsync(bool compress)
    {
        if (compress)
        {
            _http.Response.Headers.ContentEncoding = "gzip";
            _http.Response.Headers.Vary = "Accept-Encoding";
            _out = PipeWriter.Create(new GZipStream(_http.Response.Body, CompressionLevel.Fastest));
        }
        else
        {
            _out = _http.Response.BodyWriter;
        }
        _out.Write(_first.WrittenSpan);
        _first.Clear();
        await _out.FlushAsync(_http.RequestAborted);
    }
}
