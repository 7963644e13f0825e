using System.Collections.Immutable;
using ActorKube.Palettes.Contract;
using Grpc.Core;
using Grpc.Net.Client;

namespace ActorKube.Palettes.Client;

/// <summary>A small client of a palette host, for programs: runs a command and gives its tables and lines as data.</summary>
public sealed class PaletteClient : IDisposable
{
    private readonly string _address;
    private readonly GrpcChannel _channel;
    private readonly Contract.PaletteHost.PaletteHostClient _host;

    private PaletteClient(string address)
    {
        _address = address;
        _channel = GrpcChannel.ForAddress($"http://{address}", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false,
                ConnectTimeout = TimeSpan.FromSeconds(3),
                KeepAlivePingDelay = TimeSpan.FromSeconds(5),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(3),
            },
            DisposeHttpClient = true,
        });
        _host = new(_channel);
    }

    /// <summary>A client of the host at <c>HOST:PORT</c>. Connects with the first command, and again after a connection was lost.</summary>
    public static PaletteClient For(string address) => new(address);

    /// <summary>Runs a command to its end. A command that fails is a result, not an exception.</summary>
    /// <exception cref="PaletteHostException">The host can't be reached, or was lost before the command ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<PaletteResult> ExecuteAsync(PaletteRequest request, CancellationToken cancellation = default)
    {
        try
        {
            return await ReadAsync(_host.Execute(request.ToContract(), cancellationToken: cancellation), cancellation);
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (RpcException failed)
        {
            throw new PaletteHostException($"the pbm host at {_address} doesn't answer ({failed.StatusCode})", failed);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => _channel.Dispose();

    private static async Task<PaletteResult> ReadAsync(AsyncServerStreamingCall<OutputPart> call, CancellationToken cancellation)
    {
        using var running = call;
        var tables = new List<(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>>.Builder Rows)>();
        var (lines, warnings) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        var completed = new Completed { ExitCode = 1, Error = "the host ended the command without a result" };
        await foreach (var part in running.ResponseStream.ReadAllAsync(cancellation))
        {
            switch (part.PartCase)
            {
                case OutputPart.PartOneofCase.Table: tables.Add(([.. part.Table.Columns], ImmutableArray.CreateBuilder<ImmutableArray<string>>())); break;
                case OutputPart.PartOneofCase.Row: tables[^1].Rows.Add([.. part.Row.Cells]); break;
                case OutputPart.PartOneofCase.Line: lines.Add(part.Line); break;
                case OutputPart.PartOneofCase.Warning: warnings.Add(part.Warning); break;
                case OutputPart.PartOneofCase.Completed: completed = part.Completed; break;
            }
        }
        return new PaletteResult(completed.ExitCode, completed.Error)
        {
            Tables = [.. tables.Select(table => new PaletteTable(table.Columns, table.Rows.DrainToImmutable()))],
            Lines = lines.DrainToImmutable(),
            Warnings = warnings.DrainToImmutable(),
        };
    }
}
