// Made by list.sh.
#include "PythonLibrary.h"

static const unsigned char source_IPython_S___init__[] = {
#embed "IPython/__init__.py"
};

static const unsigned char source_IPython_S_display[] = {
#embed "IPython/display.py"
};

static const unsigned char source_einops_S___init__[] = {
#embed "einops/__init__.py"
};

static const unsigned char source_einops_S__patterns[] = {
#embed "einops/_patterns.py"
};

static const unsigned char source_einops_S_layers_S___init__[] = {
#embed "einops/layers/__init__.py"
};

static const unsigned char source_einops_S_layers_S_torch[] = {
#embed "einops/layers/torch.py"
};

static const unsigned char source_matplotlib_S___init__[] = {
#embed "matplotlib/__init__.py"
};

static const unsigned char source_matplotlib_S__canvas[] = {
#embed "matplotlib/_canvas.py"
};

static const unsigned char source_matplotlib_S__plots[] = {
#embed "matplotlib/_plots.py"
};

static const unsigned char source_matplotlib_S__saving[] = {
#embed "matplotlib/_saving.py"
};

static const unsigned char source_matplotlib_S__tables[] = {
#embed "matplotlib/_tables.py"
};

static const unsigned char source_matplotlib_S__text[] = {
#embed "matplotlib/_text.py"
};

static const unsigned char source_matplotlib_S_artist[] = {
#embed "matplotlib/artist.py"
};

static const unsigned char source_matplotlib_S_axes[] = {
#embed "matplotlib/axes.py"
};

static const unsigned char source_matplotlib_S_axis[] = {
#embed "matplotlib/axis.py"
};

static const unsigned char source_matplotlib_S_cm[] = {
#embed "matplotlib/cm.py"
};

static const unsigned char source_matplotlib_S_collections[] = {
#embed "matplotlib/collections.py"
};

static const unsigned char source_matplotlib_S_colorbar[] = {
#embed "matplotlib/colorbar.py"
};

static const unsigned char source_matplotlib_S_colors[] = {
#embed "matplotlib/colors.py"
};

static const unsigned char source_matplotlib_S_contour[] = {
#embed "matplotlib/contour.py"
};

static const unsigned char source_matplotlib_S_figure[] = {
#embed "matplotlib/figure.py"
};

static const unsigned char source_matplotlib_S_gridspec[] = {
#embed "matplotlib/gridspec.py"
};

static const unsigned char source_matplotlib_S_image[] = {
#embed "matplotlib/image.py"
};

static const unsigned char source_matplotlib_S_legend[] = {
#embed "matplotlib/legend.py"
};

static const unsigned char source_matplotlib_S_lines[] = {
#embed "matplotlib/lines.py"
};

static const unsigned char source_matplotlib_S_patches[] = {
#embed "matplotlib/patches.py"
};

static const unsigned char source_matplotlib_S_pylab[] = {
#embed "matplotlib/pylab.py"
};

static const unsigned char source_matplotlib_S_pyplot[] = {
#embed "matplotlib/pyplot.py"
};

static const unsigned char source_matplotlib_S_style[] = {
#embed "matplotlib/style.py"
};

static const unsigned char source_matplotlib_S_text[] = {
#embed "matplotlib/text.py"
};

static const unsigned char source_matplotlib_S_ticker[] = {
#embed "matplotlib/ticker.py"
};

static const unsigned char source_matplotlib_inline_S___init__[] = {
#embed "matplotlib_inline/__init__.py"
};

static const unsigned char source_matplotlib_inline_S_backend_inline[] = {
#embed "matplotlib_inline/backend_inline.py"
};

static const unsigned char source_numpy_S___init__[] = {
#embed "numpy/__init__.py"
};

static const unsigned char source_numpy_S__array[] = {
#embed "numpy/_array.py"
};

static const unsigned char source_numpy_S__draws[] = {
#embed "numpy/_draws.py"
};

static const unsigned char source_numpy_S__dtypes[] = {
#embed "numpy/_dtypes.py"
};

static const unsigned char source_numpy_S__files[] = {
#embed "numpy/_files.py"
};

static const unsigned char source_numpy_S__functions[] = {
#embed "numpy/_functions.py"
};

static const unsigned char source_numpy_S__generator[] = {
#embed "numpy/_generator.py"
};

static const unsigned char source_numpy_S__labels[] = {
#embed "numpy/_labels.py"
};

static const unsigned char source_numpy_S_exceptions[] = {
#embed "numpy/exceptions.py"
};

static const unsigned char source_numpy_S_fft[] = {
#embed "numpy/fft.py"
};

static const unsigned char source_numpy_S_lib_S___init__[] = {
#embed "numpy/lib/__init__.py"
};

static const unsigned char source_numpy_S_lib_S_stride_tricks[] = {
#embed "numpy/lib/stride_tricks.py"
};

static const unsigned char source_numpy_S_linalg[] = {
#embed "numpy/linalg.py"
};

static const unsigned char source_numpy_S_random[] = {
#embed "numpy/random.py"
};

static const unsigned char source_numpy_S_testing[] = {
#embed "numpy/testing.py"
};

static const unsigned char source_pandas_S___init__[] = {
#embed "pandas/__init__.py"
};

static const unsigned char source_pandas_S__frame[] = {
#embed "pandas/_frame.py"
};

static const unsigned char source_pandas_S__series[] = {
#embed "pandas/_series.py"
};

static const unsigned char source_pandas_S__text[] = {
#embed "pandas/_text.py"
};

static const unsigned char source_standard_S___future__[] = {
#embed "standard/__future__.py"
};

static const unsigned char source_standard_S__codecs[] = {
#embed "standard/_codecs.py"
};

static const unsigned char source_standard_S__pickling[] = {
#embed "standard/_pickling.py"
};

static const unsigned char source_standard_S__unpickling[] = {
#embed "standard/_unpickling.py"
};

static const unsigned char source_standard_S_abc[] = {
#embed "standard/abc.py"
};

static const unsigned char source_standard_S_argparse[] = {
#embed "standard/argparse.py"
};

static const unsigned char source_standard_S_array[] = {
#embed "standard/array.py"
};

static const unsigned char source_standard_S_base64[] = {
#embed "standard/base64.py"
};

static const unsigned char source_standard_S_binascii[] = {
#embed "standard/binascii.py"
};

static const unsigned char source_standard_S_bisect[] = {
#embed "standard/bisect.py"
};

static const unsigned char source_standard_S_calendar[] = {
#embed "standard/calendar.py"
};

static const unsigned char source_standard_S_codecs[] = {
#embed "standard/codecs.py"
};

static const unsigned char source_standard_S_collections_S___init__[] = {
#embed "standard/collections/__init__.py"
};

static const unsigned char source_standard_S_collections_S_abc[] = {
#embed "standard/collections/abc.py"
};

static const unsigned char source_standard_S_colorsys[] = {
#embed "standard/colorsys.py"
};

static const unsigned char source_standard_S_concurrent_S___init__[] = {
#embed "standard/concurrent/__init__.py"
};

static const unsigned char source_standard_S_concurrent_S_futures_S___init__[] = {
#embed "standard/concurrent/futures/__init__.py"
};

static const unsigned char source_standard_S_contextlib[] = {
#embed "standard/contextlib.py"
};

static const unsigned char source_standard_S_copy[] = {
#embed "standard/copy.py"
};

static const unsigned char source_standard_S_copyreg[] = {
#embed "standard/copyreg.py"
};

static const unsigned char source_standard_S_csv[] = {
#embed "standard/csv.py"
};

static const unsigned char source_standard_S_dataclasses[] = {
#embed "standard/dataclasses.py"
};

static const unsigned char source_standard_S_datetime[] = {
#embed "standard/datetime.py"
};

static const unsigned char source_standard_S_decimal_S___init__[] = {
#embed "standard/decimal/__init__.py"
};

static const unsigned char source_standard_S_decimal_S__format[] = {
#embed "standard/decimal/_format.py"
};

static const unsigned char source_standard_S_decimal_S__functions[] = {
#embed "standard/decimal/_functions.py"
};

static const unsigned char source_standard_S_decimal_S__powers[] = {
#embed "standard/decimal/_powers.py"
};

static const unsigned char source_standard_S_decimal_S__signals[] = {
#embed "standard/decimal/_signals.py"
};

static const unsigned char source_standard_S_enum[] = {
#embed "standard/enum.py"
};

static const unsigned char source_standard_S_errno[] = {
#embed "standard/errno.py"
};

static const unsigned char source_standard_S_fnmatch[] = {
#embed "standard/fnmatch.py"
};

static const unsigned char source_standard_S_fractions[] = {
#embed "standard/fractions.py"
};

static const unsigned char source_standard_S_functools[] = {
#embed "standard/functools.py"
};

static const unsigned char source_standard_S_glob[] = {
#embed "standard/glob.py"
};

static const unsigned char source_standard_S_hashlib[] = {
#embed "standard/hashlib.py"
};

static const unsigned char source_standard_S_heapq[] = {
#embed "standard/heapq.py"
};

static const unsigned char source_standard_S_hmac[] = {
#embed "standard/hmac.py"
};

static const unsigned char source_standard_S_html_S___init__[] = {
#embed "standard/html/__init__.py"
};

static const unsigned char source_standard_S_importlib_S___init__[] = {
#embed "standard/importlib/__init__.py"
};

static const unsigned char source_standard_S_importlib_S_metadata[] = {
#embed "standard/importlib/metadata.py"
};

static const unsigned char source_standard_S_importlib_S_util[] = {
#embed "standard/importlib/util.py"
};

static const unsigned char source_standard_S_inspect[] = {
#embed "standard/inspect.py"
};

static const unsigned char source_standard_S_io[] = {
#embed "standard/io.py"
};

static const unsigned char source_standard_S_itertools[] = {
#embed "standard/itertools.py"
};

static const unsigned char source_standard_S_json[] = {
#embed "standard/json.py"
};

static const unsigned char source_standard_S_logging[] = {
#embed "standard/logging.py"
};

static const unsigned char source_standard_S_numbers[] = {
#embed "standard/numbers.py"
};

static const unsigned char source_standard_S_operator[] = {
#embed "standard/operator.py"
};

static const unsigned char source_standard_S_os_S___init__[] = {
#embed "standard/os/__init__.py"
};

static const unsigned char source_standard_S_os_S_path[] = {
#embed "standard/os/path.py"
};

static const unsigned char source_standard_S_pathlib[] = {
#embed "standard/pathlib.py"
};

static const unsigned char source_standard_S_pickle[] = {
#embed "standard/pickle.py"
};

static const unsigned char source_standard_S_platform[] = {
#embed "standard/platform.py"
};

static const unsigned char source_standard_S_pprint[] = {
#embed "standard/pprint.py"
};

static const unsigned char source_standard_S_queue[] = {
#embed "standard/queue.py"
};

static const unsigned char source_standard_S_random[] = {
#embed "standard/random.py"
};

static const unsigned char source_standard_S_re[] = {
#embed "standard/re.py"
};

static const unsigned char source_standard_S_reprlib[] = {
#embed "standard/reprlib.py"
};

static const unsigned char source_standard_S_secrets[] = {
#embed "standard/secrets.py"
};

static const unsigned char source_standard_S_shutil[] = {
#embed "standard/shutil.py"
};

static const unsigned char source_standard_S_statistics[] = {
#embed "standard/statistics.py"
};

static const unsigned char source_standard_S_string[] = {
#embed "standard/string.py"
};

static const unsigned char source_standard_S_struct[] = {
#embed "standard/struct.py"
};

static const unsigned char source_standard_S_tempfile[] = {
#embed "standard/tempfile.py"
};

static const unsigned char source_standard_S_textwrap[] = {
#embed "standard/textwrap.py"
};

static const unsigned char source_standard_S_threading[] = {
#embed "standard/threading.py"
};

static const unsigned char source_standard_S_time[] = {
#embed "standard/time.py"
};

static const unsigned char source_standard_S_timeit[] = {
#embed "standard/timeit.py"
};

static const unsigned char source_standard_S_traceback[] = {
#embed "standard/traceback.py"
};

static const unsigned char source_standard_S_types[] = {
#embed "standard/types.py"
};

static const unsigned char source_standard_S_typing[] = {
#embed "standard/typing.py"
};

static const unsigned char source_standard_S_uuid[] = {
#embed "standard/uuid.py"
};

static const unsigned char source_standard_S_warnings[] = {
#embed "standard/warnings.py"
};

static const unsigned char source_standard_S_weakref[] = {
#embed "standard/weakref.py"
};

static const unsigned char source_standard_S_zlib[] = {
#embed "standard/zlib.py"
};

static const unsigned char source_torch_S___future__[] = {
#embed "torch/__future__.py"
};

static const unsigned char source_torch_S__lowrank[] = {
#embed "torch/_lowrank.py"
};

static const unsigned char source_torch_S__memory[] = {
#embed "torch/_memory.py"
};

static const unsigned char source_torch_S__ops[] = {
#embed "torch/_ops.py"
};

static const unsigned char source_torch_S__removed[] = {
#embed "torch/_removed.py"
};

static const unsigned char source_torch_S__schemas[] = {
#embed "torch/_schemas.py"
};

static const unsigned char source_torch_S__sparse_S___init__[] = {
#embed "torch/_sparse/__init__.py"
};

static const unsigned char source_torch_S__sparse_S__common[] = {
#embed "torch/_sparse/_common.py"
};

static const unsigned char source_torch_S__sparse_S__compressed[] = {
#embed "torch/_sparse/_compressed.py"
};

static const unsigned char source_torch_S__sparse_S__coo[] = {
#embed "torch/_sparse/_coo.py"
};

static const unsigned char source_torch_S__utils[] = {
#embed "torch/_utils.py"
};

static const unsigned char source_torch_S_accelerator[] = {
#embed "torch/accelerator.py"
};

static const unsigned char source_torch_S_amp_S___init__[] = {
#embed "torch/amp/__init__.py"
};

static const unsigned char source_torch_S_amp_S_autocast_mode[] = {
#embed "torch/amp/autocast_mode.py"
};

static const unsigned char source_torch_S_amp_S_grad_scaler[] = {
#embed "torch/amp/grad_scaler.py"
};

static const unsigned char source_torch_S_autograd_S__gradcheck[] = {
#embed "torch/autograd/_gradcheck.py"
};

static const unsigned char source_torch_S_autograd_S_forward_ad[] = {
#embed "torch/autograd/forward_ad.py"
};

static const unsigned char source_torch_S_autograd_S_functional[] = {
#embed "torch/autograd/functional.py"
};

static const unsigned char source_torch_S_autograd_S_graph[] = {
#embed "torch/autograd/graph.py"
};

static const unsigned char source_torch_S_autograd_S_profiler[] = {
#embed "torch/autograd/profiler.py"
};

static const unsigned char source_torch_S_backends_S_cuda[] = {
#embed "torch/backends/cuda.py"
};

static const unsigned char source_torch_S_compiler[] = {
#embed "torch/compiler.py"
};

static const unsigned char source_torch_S_cpu_S___init__[] = {
#embed "torch/cpu/__init__.py"
};

static const unsigned char source_torch_S_cpu_S_amp_S___init__[] = {
#embed "torch/cpu/amp/__init__.py"
};

static const unsigned char source_torch_S_cpu_S_amp_S_autocast_mode[] = {
#embed "torch/cpu/amp/autocast_mode.py"
};

static const unsigned char source_torch_S_cpu_S_amp_S_grad_scaler[] = {
#embed "torch/cpu/amp/grad_scaler.py"
};

static const unsigned char source_torch_S_cuda_S_amp_S___init__[] = {
#embed "torch/cuda/amp/__init__.py"
};

static const unsigned char source_torch_S_cuda_S_amp_S_autocast_mode[] = {
#embed "torch/cuda/amp/autocast_mode.py"
};

static const unsigned char source_torch_S_cuda_S_amp_S_grad_scaler[] = {
#embed "torch/cuda/amp/grad_scaler.py"
};

static const unsigned char source_torch_S_distributions_S___init__[] = {
#embed "torch/distributions/__init__.py"
};

static const unsigned char source_torch_S_distributions_S__halves[] = {
#embed "torch/distributions/_halves.py"
};

static const unsigned char source_torch_S_distributions_S__kl_pairs[] = {
#embed "torch/distributions/_kl_pairs.py"
};

static const unsigned char source_torch_S_distributions_S__matrix_transforms[] = {
#embed "torch/distributions/_matrix_transforms.py"
};

static const unsigned char source_torch_S_distributions_S__parameters[] = {
#embed "torch/distributions/_parameters.py"
};

static const unsigned char source_torch_S_distributions_S__split_transforms[] = {
#embed "torch/distributions/_split_transforms.py"
};

static const unsigned char source_torch_S_distributions_S_bernoulli[] = {
#embed "torch/distributions/bernoulli.py"
};

static const unsigned char source_torch_S_distributions_S_beta[] = {
#embed "torch/distributions/beta.py"
};

static const unsigned char source_torch_S_distributions_S_binomial[] = {
#embed "torch/distributions/binomial.py"
};

static const unsigned char source_torch_S_distributions_S_categorical[] = {
#embed "torch/distributions/categorical.py"
};

static const unsigned char source_torch_S_distributions_S_cauchy[] = {
#embed "torch/distributions/cauchy.py"
};

static const unsigned char source_torch_S_distributions_S_chi2[] = {
#embed "torch/distributions/chi2.py"
};

static const unsigned char source_torch_S_distributions_S_constraint_registry[] = {
#embed "torch/distributions/constraint_registry.py"
};

static const unsigned char source_torch_S_distributions_S_constraints[] = {
#embed "torch/distributions/constraints.py"
};

static const unsigned char source_torch_S_distributions_S_continuous_bernoulli[] = {
#embed "torch/distributions/continuous_bernoulli.py"
};

static const unsigned char source_torch_S_distributions_S_dirichlet[] = {
#embed "torch/distributions/dirichlet.py"
};

static const unsigned char source_torch_S_distributions_S_distribution[] = {
#embed "torch/distributions/distribution.py"
};

static const unsigned char source_torch_S_distributions_S_exp_family[] = {
#embed "torch/distributions/exp_family.py"
};

static const unsigned char source_torch_S_distributions_S_exponential[] = {
#embed "torch/distributions/exponential.py"
};

static const unsigned char source_torch_S_distributions_S_fishersnedecor[] = {
#embed "torch/distributions/fishersnedecor.py"
};

static const unsigned char source_torch_S_distributions_S_gamma[] = {
#embed "torch/distributions/gamma.py"
};

static const unsigned char source_torch_S_distributions_S_generalized_pareto[] = {
#embed "torch/distributions/generalized_pareto.py"
};

static const unsigned char source_torch_S_distributions_S_geometric[] = {
#embed "torch/distributions/geometric.py"
};

static const unsigned char source_torch_S_distributions_S_gumbel[] = {
#embed "torch/distributions/gumbel.py"
};

static const unsigned char source_torch_S_distributions_S_half_cauchy[] = {
#embed "torch/distributions/half_cauchy.py"
};

static const unsigned char source_torch_S_distributions_S_half_normal[] = {
#embed "torch/distributions/half_normal.py"
};

static const unsigned char source_torch_S_distributions_S_independent[] = {
#embed "torch/distributions/independent.py"
};

static const unsigned char source_torch_S_distributions_S_inverse_gamma[] = {
#embed "torch/distributions/inverse_gamma.py"
};

static const unsigned char source_torch_S_distributions_S_kl[] = {
#embed "torch/distributions/kl.py"
};

static const unsigned char source_torch_S_distributions_S_kumaraswamy[] = {
#embed "torch/distributions/kumaraswamy.py"
};

static const unsigned char source_torch_S_distributions_S_laplace[] = {
#embed "torch/distributions/laplace.py"
};

static const unsigned char source_torch_S_distributions_S_lkj_cholesky[] = {
#embed "torch/distributions/lkj_cholesky.py"
};

static const unsigned char source_torch_S_distributions_S_log_normal[] = {
#embed "torch/distributions/log_normal.py"
};

static const unsigned char source_torch_S_distributions_S_logistic_normal[] = {
#embed "torch/distributions/logistic_normal.py"
};

static const unsigned char source_torch_S_distributions_S_lowrank_multivariate_normal[] = {
#embed "torch/distributions/lowrank_multivariate_normal.py"
};

static const unsigned char source_torch_S_distributions_S_mixture_same_family[] = {
#embed "torch/distributions/mixture_same_family.py"
};

static const unsigned char source_torch_S_distributions_S_multinomial[] = {
#embed "torch/distributions/multinomial.py"
};

static const unsigned char source_torch_S_distributions_S_multivariate_normal[] = {
#embed "torch/distributions/multivariate_normal.py"
};

static const unsigned char source_torch_S_distributions_S_negative_binomial[] = {
#embed "torch/distributions/negative_binomial.py"
};

static const unsigned char source_torch_S_distributions_S_normal[] = {
#embed "torch/distributions/normal.py"
};

static const unsigned char source_torch_S_distributions_S_one_hot_categorical[] = {
#embed "torch/distributions/one_hot_categorical.py"
};

static const unsigned char source_torch_S_distributions_S_pareto[] = {
#embed "torch/distributions/pareto.py"
};

static const unsigned char source_torch_S_distributions_S_poisson[] = {
#embed "torch/distributions/poisson.py"
};

static const unsigned char source_torch_S_distributions_S_relaxed_bernoulli[] = {
#embed "torch/distributions/relaxed_bernoulli.py"
};

static const unsigned char source_torch_S_distributions_S_relaxed_categorical[] = {
#embed "torch/distributions/relaxed_categorical.py"
};

static const unsigned char source_torch_S_distributions_S_studentT[] = {
#embed "torch/distributions/studentT.py"
};

static const unsigned char source_torch_S_distributions_S_transformed_distribution[] = {
#embed "torch/distributions/transformed_distribution.py"
};

static const unsigned char source_torch_S_distributions_S_transforms[] = {
#embed "torch/distributions/transforms.py"
};

static const unsigned char source_torch_S_distributions_S_uniform[] = {
#embed "torch/distributions/uniform.py"
};

static const unsigned char source_torch_S_distributions_S_utils[] = {
#embed "torch/distributions/utils.py"
};

static const unsigned char source_torch_S_distributions_S_von_mises[] = {
#embed "torch/distributions/von_mises.py"
};

static const unsigned char source_torch_S_distributions_S_weibull[] = {
#embed "torch/distributions/weibull.py"
};

static const unsigned char source_torch_S_distributions_S_wishart[] = {
#embed "torch/distributions/wishart.py"
};

static const unsigned char source_torch_S_func_S___init__[] = {
#embed "torch/func/__init__.py"
};

static const unsigned char source_torch_S_func_S__batched[] = {
#embed "torch/func/_batched.py"
};

static const unsigned char source_torch_S_func_S__functions[] = {
#embed "torch/func/_functions.py"
};

static const unsigned char source_torch_S_func_S__modules[] = {
#embed "torch/func/_modules.py"
};

static const unsigned char source_torch_S_func_S__rearrange[] = {
#embed "torch/func/_rearrange.py"
};

static const unsigned char source_torch_S_func_S__rules[] = {
#embed "torch/func/_rules.py"
};

static const unsigned char source_torch_S_func_S__transforms[] = {
#embed "torch/func/_transforms.py"
};

static const unsigned char source_torch_S_func_S__tree[] = {
#embed "torch/func/_tree.py"
};

static const unsigned char source_torch_S_func_S__vmap[] = {
#embed "torch/func/_vmap.py"
};

static const unsigned char source_torch_S_functional[] = {
#embed "torch/functional.py"
};

static const unsigned char source_torch_S_futures[] = {
#embed "torch/futures.py"
};

static const unsigned char source_torch_S_jit[] = {
#embed "torch/jit.py"
};

static const unsigned char source_torch_S_library[] = {
#embed "torch/library.py"
};

static const unsigned char source_torch_S_masked[] = {
#embed "torch/masked.py"
};

static const unsigned char source_torch_S_nn_S___init__[] = {
#embed "torch/nn/__init__.py"
};

static const unsigned char source_torch_S_nn_S__resampling[] = {
#embed "torch/nn/_resampling.py"
};

static const unsigned char source_torch_S_nn_S_attention_S___init__[] = {
#embed "torch/nn/attention/__init__.py"
};

static const unsigned char source_torch_S_nn_S_common_types[] = {
#embed "torch/nn/common_types.py"
};

static const unsigned char source_torch_S_nn_S_functional[] = {
#embed "torch/nn/functional.py"
};

static const unsigned char source_torch_S_nn_S_grad[] = {
#embed "torch/nn/grad.py"
};

static const unsigned char source_torch_S_nn_S_init[] = {
#embed "torch/nn/init.py"
};

static const unsigned char source_torch_S_nn_S_modules_S___init__[] = {
#embed "torch/nn/modules/__init__.py"
};

static const unsigned char source_torch_S_nn_S_modules_S__backward_hooks[] = {
#embed "torch/nn/modules/_backward_hooks.py"
};

static const unsigned char source_torch_S_nn_S_modules_S__functions[] = {
#embed "torch/nn/modules/_functions.py"
};

static const unsigned char source_torch_S_nn_S_modules_S__module_hooks[] = {
#embed "torch/nn/modules/_module_hooks.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_activation[] = {
#embed "torch/nn/modules/activation.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_adaptive[] = {
#embed "torch/nn/modules/adaptive.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_batchnorm[] = {
#embed "torch/nn/modules/batchnorm.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_container[] = {
#embed "torch/nn/modules/container.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_conv[] = {
#embed "torch/nn/modules/conv.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_distance[] = {
#embed "torch/nn/modules/distance.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_dropout[] = {
#embed "torch/nn/modules/dropout.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_flatten[] = {
#embed "torch/nn/modules/flatten.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_lazy[] = {
#embed "torch/nn/modules/lazy.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_linear[] = {
#embed "torch/nn/modules/linear.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_loss[] = {
#embed "torch/nn/modules/loss.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_module[] = {
#embed "torch/nn/modules/module.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_normalization[] = {
#embed "torch/nn/modules/normalization.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_padding[] = {
#embed "torch/nn/modules/padding.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_pooling[] = {
#embed "torch/nn/modules/pooling.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_rearrange[] = {
#embed "torch/nn/modules/rearrange.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_rnn[] = {
#embed "torch/nn/modules/rnn.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_sparse[] = {
#embed "torch/nn/modules/sparse.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_transformer[] = {
#embed "torch/nn/modules/transformer.py"
};

static const unsigned char source_torch_S_nn_S_modules_S_utils[] = {
#embed "torch/nn/modules/utils.py"
};

static const unsigned char source_torch_S_nn_S_parallel[] = {
#embed "torch/nn/parallel.py"
};

static const unsigned char source_torch_S_nn_S_parameter[] = {
#embed "torch/nn/parameter.py"
};

static const unsigned char source_torch_S_nn_S_utils_S___init__[] = {
#embed "torch/nn/utils/__init__.py"
};

static const unsigned char source_torch_S_nn_S_utils_S__weight_norm[] = {
#embed "torch/nn/utils/_weight_norm.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_clip_grad[] = {
#embed "torch/nn/utils/clip_grad.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_convert_parameters[] = {
#embed "torch/nn/utils/convert_parameters.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_fusion[] = {
#embed "torch/nn/utils/fusion.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_parametrizations[] = {
#embed "torch/nn/utils/parametrizations.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_parametrize[] = {
#embed "torch/nn/utils/parametrize.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_prune[] = {
#embed "torch/nn/utils/prune.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_rnn[] = {
#embed "torch/nn/utils/rnn.py"
};

static const unsigned char source_torch_S_nn_S_utils_S_stateless[] = {
#embed "torch/nn/utils/stateless.py"
};

static const unsigned char source_torch_S_optim_S___init__[] = {
#embed "torch/optim/__init__.py"
};

static const unsigned char source_torch_S_optim_S_adam[] = {
#embed "torch/optim/adam.py"
};

static const unsigned char source_torch_S_optim_S_lbfgs[] = {
#embed "torch/optim/lbfgs.py"
};

static const unsigned char source_torch_S_optim_S_lr_scheduler[] = {
#embed "torch/optim/lr_scheduler.py"
};

static const unsigned char source_torch_S_optim_S_matrix[] = {
#embed "torch/optim/matrix.py"
};

static const unsigned char source_torch_S_optim_S_optimizer[] = {
#embed "torch/optim/optimizer.py"
};

static const unsigned char source_torch_S_optim_S_others[] = {
#embed "torch/optim/others.py"
};

static const unsigned char source_torch_S_optim_S_sgd[] = {
#embed "torch/optim/sgd.py"
};

static const unsigned char source_torch_S_optim_S_swa_utils[] = {
#embed "torch/optim/swa_utils.py"
};

static const unsigned char source_torch_S_overrides[] = {
#embed "torch/overrides.py"
};

static const unsigned char source_torch_S_profiler[] = {
#embed "torch/profiler.py"
};

static const unsigned char source_torch_S_random[] = {
#embed "torch/random.py"
};

static const unsigned char source_torch_S_serialization[] = {
#embed "torch/serialization.py"
};

static const unsigned char source_torch_S_signal_S___init__[] = {
#embed "torch/signal/__init__.py"
};

static const unsigned char source_torch_S_signal_S_windows[] = {
#embed "torch/signal/windows.py"
};

static const unsigned char source_torch_S_sparse[] = {
#embed "torch/sparse.py"
};

static const unsigned char source_torch_S_testing[] = {
#embed "torch/testing.py"
};

static const unsigned char source_torch_S_utils_S___init__[] = {
#embed "torch/utils/__init__.py"
};

static const unsigned char source_torch_S_utils_S__pytree[] = {
#embed "torch/utils/_pytree.py"
};

static const unsigned char source_torch_S_utils_S_benchmark_S___init__[] = {
#embed "torch/utils/benchmark/__init__.py"
};

static const unsigned char source_torch_S_utils_S_checkpoint[] = {
#embed "torch/utils/checkpoint.py"
};

static const unsigned char source_torch_S_utils_S_data_S___init__[] = {
#embed "torch/utils/data/__init__.py"
};

static const unsigned char source_torch_S_utils_S_data_S__workers[] = {
#embed "torch/utils/data/_workers.py"
};

static const unsigned char source_torch_S_utils_S_data_S_dataloader[] = {
#embed "torch/utils/data/dataloader.py"
};

static const unsigned char source_torch_S_utils_S_data_S_dataset[] = {
#embed "torch/utils/data/dataset.py"
};

static const unsigned char source_torch_S_utils_S_data_S_distributed[] = {
#embed "torch/utils/data/distributed.py"
};

static const unsigned char source_torch_S_utils_S_data_S_sampler[] = {
#embed "torch/utils/data/sampler.py"
};

static const unsigned char source_torch_S_utils_S_dlpack[] = {
#embed "torch/utils/dlpack.py"
};

static const unsigned char source_torch_S_utils_S_tensorboard[] = {
#embed "torch/utils/tensorboard.py"
};

static const unsigned char source_torchsummary_S___init__[] = {
#embed "torchsummary/__init__.py"
};

static const unsigned char source_torchvision_S___init__[] = {
#embed "torchvision/__init__.py"
};

static const unsigned char source_torchvision_S_datasets[] = {
#embed "torchvision/datasets.py"
};

static const unsigned char source_torchvision_S_transforms[] = {
#embed "torchvision/transforms.py"
};

static const unsigned char source_tqdm_S___init__[] = {
#embed "tqdm/__init__.py"
};

static const unsigned char source_tqdm_S_auto[] = {
#embed "tqdm/auto.py"
};

static const unsigned char source_tqdm_S_notebook[] = {
#embed "tqdm/notebook.py"
};

static const unsigned char source_tqdm_S_std[] = {
#embed "tqdm/std.py"
};

static const PythonLibraryFile files[] = {
  {"IPython/__init__.py", source_IPython_S___init__, sizeof(source_IPython_S___init__)},
  {"IPython/display.py", source_IPython_S_display, sizeof(source_IPython_S_display)},
  {"einops/__init__.py", source_einops_S___init__, sizeof(source_einops_S___init__)},
  {"einops/_patterns.py", source_einops_S__patterns, sizeof(source_einops_S__patterns)},
  {"einops/layers/__init__.py", source_einops_S_layers_S___init__, sizeof(source_einops_S_layers_S___init__)},
  {"einops/layers/torch.py", source_einops_S_layers_S_torch, sizeof(source_einops_S_layers_S_torch)},
  {"matplotlib/__init__.py", source_matplotlib_S___init__, sizeof(source_matplotlib_S___init__)},
  {"matplotlib/_canvas.py", source_matplotlib_S__canvas, sizeof(source_matplotlib_S__canvas)},
  {"matplotlib/_plots.py", source_matplotlib_S__plots, sizeof(source_matplotlib_S__plots)},
  {"matplotlib/_saving.py", source_matplotlib_S__saving, sizeof(source_matplotlib_S__saving)},
  {"matplotlib/_tables.py", source_matplotlib_S__tables, sizeof(source_matplotlib_S__tables)},
  {"matplotlib/_text.py", source_matplotlib_S__text, sizeof(source_matplotlib_S__text)},
  {"matplotlib/artist.py", source_matplotlib_S_artist, sizeof(source_matplotlib_S_artist)},
  {"matplotlib/axes.py", source_matplotlib_S_axes, sizeof(source_matplotlib_S_axes)},
  {"matplotlib/axis.py", source_matplotlib_S_axis, sizeof(source_matplotlib_S_axis)},
  {"matplotlib/cm.py", source_matplotlib_S_cm, sizeof(source_matplotlib_S_cm)},
  {"matplotlib/collections.py", source_matplotlib_S_collections, sizeof(source_matplotlib_S_collections)},
  {"matplotlib/colorbar.py", source_matplotlib_S_colorbar, sizeof(source_matplotlib_S_colorbar)},
  {"matplotlib/colors.py", source_matplotlib_S_colors, sizeof(source_matplotlib_S_colors)},
  {"matplotlib/contour.py", source_matplotlib_S_contour, sizeof(source_matplotlib_S_contour)},
  {"matplotlib/figure.py", source_matplotlib_S_figure, sizeof(source_matplotlib_S_figure)},
  {"matplotlib/gridspec.py", source_matplotlib_S_gridspec, sizeof(source_matplotlib_S_gridspec)},
  {"matplotlib/image.py", source_matplotlib_S_image, sizeof(source_matplotlib_S_image)},
  {"matplotlib/legend.py", source_matplotlib_S_legend, sizeof(source_matplotlib_S_legend)},
  {"matplotlib/lines.py", source_matplotlib_S_lines, sizeof(source_matplotlib_S_lines)},
  {"matplotlib/patches.py", source_matplotlib_S_patches, sizeof(source_matplotlib_S_patches)},
  {"matplotlib/pylab.py", source_matplotlib_S_pylab, sizeof(source_matplotlib_S_pylab)},
  {"matplotlib/pyplot.py", source_matplotlib_S_pyplot, sizeof(source_matplotlib_S_pyplot)},
  {"matplotlib/style.py", source_matplotlib_S_style, sizeof(source_matplotlib_S_style)},
  {"matplotlib/text.py", source_matplotlib_S_text, sizeof(source_matplotlib_S_text)},
  {"matplotlib/ticker.py", source_matplotlib_S_ticker, sizeof(source_matplotlib_S_ticker)},
  {"matplotlib_inline/__init__.py", source_matplotlib_inline_S___init__, sizeof(source_matplotlib_inline_S___init__)},
  {"matplotlib_inline/backend_inline.py", source_matplotlib_inline_S_backend_inline, sizeof(source_matplotlib_inline_S_backend_inline)},
  {"numpy/__init__.py", source_numpy_S___init__, sizeof(source_numpy_S___init__)},
  {"numpy/_array.py", source_numpy_S__array, sizeof(source_numpy_S__array)},
  {"numpy/_draws.py", source_numpy_S__draws, sizeof(source_numpy_S__draws)},
  {"numpy/_dtypes.py", source_numpy_S__dtypes, sizeof(source_numpy_S__dtypes)},
  {"numpy/_files.py", source_numpy_S__files, sizeof(source_numpy_S__files)},
  {"numpy/_functions.py", source_numpy_S__functions, sizeof(source_numpy_S__functions)},
  {"numpy/_generator.py", source_numpy_S__generator, sizeof(source_numpy_S__generator)},
  {"numpy/_labels.py", source_numpy_S__labels, sizeof(source_numpy_S__labels)},
  {"numpy/exceptions.py", source_numpy_S_exceptions, sizeof(source_numpy_S_exceptions)},
  {"numpy/fft.py", source_numpy_S_fft, sizeof(source_numpy_S_fft)},
  {"numpy/lib/__init__.py", source_numpy_S_lib_S___init__, sizeof(source_numpy_S_lib_S___init__)},
  {"numpy/lib/stride_tricks.py", source_numpy_S_lib_S_stride_tricks, sizeof(source_numpy_S_lib_S_stride_tricks)},
  {"numpy/linalg.py", source_numpy_S_linalg, sizeof(source_numpy_S_linalg)},
  {"numpy/random.py", source_numpy_S_random, sizeof(source_numpy_S_random)},
  {"numpy/testing.py", source_numpy_S_testing, sizeof(source_numpy_S_testing)},
  {"pandas/__init__.py", source_pandas_S___init__, sizeof(source_pandas_S___init__)},
  {"pandas/_frame.py", source_pandas_S__frame, sizeof(source_pandas_S__frame)},
  {"pandas/_series.py", source_pandas_S__series, sizeof(source_pandas_S__series)},
  {"pandas/_text.py", source_pandas_S__text, sizeof(source_pandas_S__text)},
  {"standard/__future__.py", source_standard_S___future__, sizeof(source_standard_S___future__)},
  {"standard/_codecs.py", source_standard_S__codecs, sizeof(source_standard_S__codecs)},
  {"standard/_pickling.py", source_standard_S__pickling, sizeof(source_standard_S__pickling)},
  {"standard/_unpickling.py", source_standard_S__unpickling, sizeof(source_standard_S__unpickling)},
  {"standard/abc.py", source_standard_S_abc, sizeof(source_standard_S_abc)},
  {"standard/argparse.py", source_standard_S_argparse, sizeof(source_standard_S_argparse)},
  {"standard/array.py", source_standard_S_array, sizeof(source_standard_S_array)},
  {"standard/base64.py", source_standard_S_base64, sizeof(source_standard_S_base64)},
  {"standard/binascii.py", source_standard_S_binascii, sizeof(source_standard_S_binascii)},
  {"standard/bisect.py", source_standard_S_bisect, sizeof(source_standard_S_bisect)},
  {"standard/calendar.py", source_standard_S_calendar, sizeof(source_standard_S_calendar)},
  {"standard/codecs.py", source_standard_S_codecs, sizeof(source_standard_S_codecs)},
  {"standard/collections/__init__.py", source_standard_S_collections_S___init__, sizeof(source_standard_S_collections_S___init__)},
  {"standard/collections/abc.py", source_standard_S_collections_S_abc, sizeof(source_standard_S_collections_S_abc)},
  {"standard/colorsys.py", source_standard_S_colorsys, sizeof(source_standard_S_colorsys)},
  {"standard/concurrent/__init__.py", source_standard_S_concurrent_S___init__, sizeof(source_standard_S_concurrent_S___init__)},
  {"standard/concurrent/futures/__init__.py", source_standard_S_concurrent_S_futures_S___init__, sizeof(source_standard_S_concurrent_S_futures_S___init__)},
  {"standard/contextlib.py", source_standard_S_contextlib, sizeof(source_standard_S_contextlib)},
  {"standard/copy.py", source_standard_S_copy, sizeof(source_standard_S_copy)},
  {"standard/copyreg.py", source_standard_S_copyreg, sizeof(source_standard_S_copyreg)},
  {"standard/csv.py", source_standard_S_csv, sizeof(source_standard_S_csv)},
  {"standard/dataclasses.py", source_standard_S_dataclasses, sizeof(source_standard_S_dataclasses)},
  {"standard/datetime.py", source_standard_S_datetime, sizeof(source_standard_S_datetime)},
  {"standard/decimal/__init__.py", source_standard_S_decimal_S___init__, sizeof(source_standard_S_decimal_S___init__)},
  {"standard/decimal/_format.py", source_standard_S_decimal_S__format, sizeof(source_standard_S_decimal_S__format)},
  {"standard/decimal/_functions.py", source_standard_S_decimal_S__functions, sizeof(source_standard_S_decimal_S__functions)},
  {"standard/decimal/_powers.py", source_standard_S_decimal_S__powers, sizeof(source_standard_S_decimal_S__powers)},
  {"standard/decimal/_signals.py", source_standard_S_decimal_S__signals, sizeof(source_standard_S_decimal_S__signals)},
  {"standard/enum.py", source_standard_S_enum, sizeof(source_standard_S_enum)},
  {"standard/errno.py", source_standard_S_errno, sizeof(source_standard_S_errno)},
  {"standard/fnmatch.py", source_standard_S_fnmatch, sizeof(source_standard_S_fnmatch)},
  {"standard/fractions.py", source_standard_S_fractions, sizeof(source_standard_S_fractions)},
  {"standard/functools.py", source_standard_S_functools, sizeof(source_standard_S_functools)},
  {"standard/glob.py", source_standard_S_glob, sizeof(source_standard_S_glob)},
  {"standard/hashlib.py", source_standard_S_hashlib, sizeof(source_standard_S_hashlib)},
  {"standard/heapq.py", source_standard_S_heapq, sizeof(source_standard_S_heapq)},
  {"standard/hmac.py", source_standard_S_hmac, sizeof(source_standard_S_hmac)},
  {"standard/html/__init__.py", source_standard_S_html_S___init__, sizeof(source_standard_S_html_S___init__)},
  {"standard/importlib/__init__.py", source_standard_S_importlib_S___init__, sizeof(source_standard_S_importlib_S___init__)},
  {"standard/importlib/metadata.py", source_standard_S_importlib_S_metadata, sizeof(source_standard_S_importlib_S_metadata)},
  {"standard/importlib/util.py", source_standard_S_importlib_S_util, sizeof(source_standard_S_importlib_S_util)},
  {"standard/inspect.py", source_standard_S_inspect, sizeof(source_standard_S_inspect)},
  {"standard/io.py", source_standard_S_io, sizeof(source_standard_S_io)},
  {"standard/itertools.py", source_standard_S_itertools, sizeof(source_standard_S_itertools)},
  {"standard/json.py", source_standard_S_json, sizeof(source_standard_S_json)},
  {"standard/logging.py", source_standard_S_logging, sizeof(source_standard_S_logging)},
  {"standard/numbers.py", source_standard_S_numbers, sizeof(source_standard_S_numbers)},
  {"standard/operator.py", source_standard_S_operator, sizeof(source_standard_S_operator)},
  {"standard/os/__init__.py", source_standard_S_os_S___init__, sizeof(source_standard_S_os_S___init__)},
  {"standard/os/path.py", source_standard_S_os_S_path, sizeof(source_standard_S_os_S_path)},
  {"standard/pathlib.py", source_standard_S_pathlib, sizeof(source_standard_S_pathlib)},
  {"standard/pickle.py", source_standard_S_pickle, sizeof(source_standard_S_pickle)},
  {"standard/platform.py", source_standard_S_platform, sizeof(source_standard_S_platform)},
  {"standard/pprint.py", source_standard_S_pprint, sizeof(source_standard_S_pprint)},
  {"standard/queue.py", source_standard_S_queue, sizeof(source_standard_S_queue)},
  {"standard/random.py", source_standard_S_random, sizeof(source_standard_S_random)},
  {"standard/re.py", source_standard_S_re, sizeof(source_standard_S_re)},
  {"standard/reprlib.py", source_standard_S_reprlib, sizeof(source_standard_S_reprlib)},
  {"standard/secrets.py", source_standard_S_secrets, sizeof(source_standard_S_secrets)},
  {"standard/shutil.py", source_standard_S_shutil, sizeof(source_standard_S_shutil)},
  {"standard/statistics.py", source_standard_S_statistics, sizeof(source_standard_S_statistics)},
  {"standard/string.py", source_standard_S_string, sizeof(source_standard_S_string)},
  {"standard/struct.py", source_standard_S_struct, sizeof(source_standard_S_struct)},
  {"standard/tempfile.py", source_standard_S_tempfile, sizeof(source_standard_S_tempfile)},
  {"standard/textwrap.py", source_standard_S_textwrap, sizeof(source_standard_S_textwrap)},
  {"standard/threading.py", source_standard_S_threading, sizeof(source_standard_S_threading)},
  {"standard/time.py", source_standard_S_time, sizeof(source_standard_S_time)},
  {"standard/timeit.py", source_standard_S_timeit, sizeof(source_standard_S_timeit)},
  {"standard/traceback.py", source_standard_S_traceback, sizeof(source_standard_S_traceback)},
  {"standard/types.py", source_standard_S_types, sizeof(source_standard_S_types)},
  {"standard/typing.py", source_standard_S_typing, sizeof(source_standard_S_typing)},
  {"standard/uuid.py", source_standard_S_uuid, sizeof(source_standard_S_uuid)},
  {"standard/warnings.py", source_standard_S_warnings, sizeof(source_standard_S_warnings)},
  {"standard/weakref.py", source_standard_S_weakref, sizeof(source_standard_S_weakref)},
  {"standard/zlib.py", source_standard_S_zlib, sizeof(source_standard_S_zlib)},
  {"torch/__future__.py", source_torch_S___future__, sizeof(source_torch_S___future__)},
  {"torch/_lowrank.py", source_torch_S__lowrank, sizeof(source_torch_S__lowrank)},
  {"torch/_memory.py", source_torch_S__memory, sizeof(source_torch_S__memory)},
  {"torch/_ops.py", source_torch_S__ops, sizeof(source_torch_S__ops)},
  {"torch/_removed.py", source_torch_S__removed, sizeof(source_torch_S__removed)},
  {"torch/_schemas.py", source_torch_S__schemas, sizeof(source_torch_S__schemas)},
  {"torch/_sparse/__init__.py", source_torch_S__sparse_S___init__, sizeof(source_torch_S__sparse_S___init__)},
  {"torch/_sparse/_common.py", source_torch_S__sparse_S__common, sizeof(source_torch_S__sparse_S__common)},
  {"torch/_sparse/_compressed.py", source_torch_S__sparse_S__compressed, sizeof(source_torch_S__sparse_S__compressed)},
  {"torch/_sparse/_coo.py", source_torch_S__sparse_S__coo, sizeof(source_torch_S__sparse_S__coo)},
  {"torch/_utils.py", source_torch_S__utils, sizeof(source_torch_S__utils)},
  {"torch/accelerator.py", source_torch_S_accelerator, sizeof(source_torch_S_accelerator)},
  {"torch/amp/__init__.py", source_torch_S_amp_S___init__, sizeof(source_torch_S_amp_S___init__)},
  {"torch/amp/autocast_mode.py", source_torch_S_amp_S_autocast_mode, sizeof(source_torch_S_amp_S_autocast_mode)},
  {"torch/amp/grad_scaler.py", source_torch_S_amp_S_grad_scaler, sizeof(source_torch_S_amp_S_grad_scaler)},
  {"torch/autograd/_gradcheck.py", source_torch_S_autograd_S__gradcheck, sizeof(source_torch_S_autograd_S__gradcheck)},
  {"torch/autograd/forward_ad.py", source_torch_S_autograd_S_forward_ad, sizeof(source_torch_S_autograd_S_forward_ad)},
  {"torch/autograd/functional.py", source_torch_S_autograd_S_functional, sizeof(source_torch_S_autograd_S_functional)},
  {"torch/autograd/graph.py", source_torch_S_autograd_S_graph, sizeof(source_torch_S_autograd_S_graph)},
  {"torch/autograd/profiler.py", source_torch_S_autograd_S_profiler, sizeof(source_torch_S_autograd_S_profiler)},
  {"torch/backends/cuda.py", source_torch_S_backends_S_cuda, sizeof(source_torch_S_backends_S_cuda)},
  {"torch/compiler.py", source_torch_S_compiler, sizeof(source_torch_S_compiler)},
  {"torch/cpu/__init__.py", source_torch_S_cpu_S___init__, sizeof(source_torch_S_cpu_S___init__)},
  {"torch/cpu/amp/__init__.py", source_torch_S_cpu_S_amp_S___init__, sizeof(source_torch_S_cpu_S_amp_S___init__)},
  {"torch/cpu/amp/autocast_mode.py", source_torch_S_cpu_S_amp_S_autocast_mode, sizeof(source_torch_S_cpu_S_amp_S_autocast_mode)},
  {"torch/cpu/amp/grad_scaler.py", source_torch_S_cpu_S_amp_S_grad_scaler, sizeof(source_torch_S_cpu_S_amp_S_grad_scaler)},
  {"torch/cuda/amp/__init__.py", source_torch_S_cuda_S_amp_S___init__, sizeof(source_torch_S_cuda_S_amp_S___init__)},
  {"torch/cuda/amp/autocast_mode.py", source_torch_S_cuda_S_amp_S_autocast_mode, sizeof(source_torch_S_cuda_S_amp_S_autocast_mode)},
  {"torch/cuda/amp/grad_scaler.py", source_torch_S_cuda_S_amp_S_grad_scaler, sizeof(source_torch_S_cuda_S_amp_S_grad_scaler)},
  {"torch/distributions/__init__.py", source_torch_S_distributions_S___init__, sizeof(source_torch_S_distributions_S___init__)},
  {"torch/distributions/_halves.py", source_torch_S_distributions_S__halves, sizeof(source_torch_S_distributions_S__halves)},
  {"torch/distributions/_kl_pairs.py", source_torch_S_distributions_S__kl_pairs, sizeof(source_torch_S_distributions_S__kl_pairs)},
  {"torch/distributions/_matrix_transforms.py", source_torch_S_distributions_S__matrix_transforms, sizeof(source_torch_S_distributions_S__matrix_transforms)},
  {"torch/distributions/_parameters.py", source_torch_S_distributions_S__parameters, sizeof(source_torch_S_distributions_S__parameters)},
  {"torch/distributions/_split_transforms.py", source_torch_S_distributions_S__split_transforms, sizeof(source_torch_S_distributions_S__split_transforms)},
  {"torch/distributions/bernoulli.py", source_torch_S_distributions_S_bernoulli, sizeof(source_torch_S_distributions_S_bernoulli)},
  {"torch/distributions/beta.py", source_torch_S_distributions_S_beta, sizeof(source_torch_S_distributions_S_beta)},
  {"torch/distributions/binomial.py", source_torch_S_distributions_S_binomial, sizeof(source_torch_S_distributions_S_binomial)},
  {"torch/distributions/categorical.py", source_torch_S_distributions_S_categorical, sizeof(source_torch_S_distributions_S_categorical)},
  {"torch/distributions/cauchy.py", source_torch_S_distributions_S_cauchy, sizeof(source_torch_S_distributions_S_cauchy)},
  {"torch/distributions/chi2.py", source_torch_S_distributions_S_chi2, sizeof(source_torch_S_distributions_S_chi2)},
  {"torch/distributions/constraint_registry.py", source_torch_S_distributions_S_constraint_registry, sizeof(source_torch_S_distributions_S_constraint_registry)},
  {"torch/distributions/constraints.py", source_torch_S_distributions_S_constraints, sizeof(source_torch_S_distributions_S_constraints)},
  {"torch/distributions/continuous_bernoulli.py", source_torch_S_distributions_S_continuous_bernoulli, sizeof(source_torch_S_distributions_S_continuous_bernoulli)},
  {"torch/distributions/dirichlet.py", source_torch_S_distributions_S_dirichlet, sizeof(source_torch_S_distributions_S_dirichlet)},
  {"torch/distributions/distribution.py", source_torch_S_distributions_S_distribution, sizeof(source_torch_S_distributions_S_distribution)},
  {"torch/distributions/exp_family.py", source_torch_S_distributions_S_exp_family, sizeof(source_torch_S_distributions_S_exp_family)},
  {"torch/distributions/exponential.py", source_torch_S_distributions_S_exponential, sizeof(source_torch_S_distributions_S_exponential)},
  {"torch/distributions/fishersnedecor.py", source_torch_S_distributions_S_fishersnedecor, sizeof(source_torch_S_distributions_S_fishersnedecor)},
  {"torch/distributions/gamma.py", source_torch_S_distributions_S_gamma, sizeof(source_torch_S_distributions_S_gamma)},
  {"torch/distributions/generalized_pareto.py", source_torch_S_distributions_S_generalized_pareto, sizeof(source_torch_S_distributions_S_generalized_pareto)},
  {"torch/distributions/geometric.py", source_torch_S_distributions_S_geometric, sizeof(source_torch_S_distributions_S_geometric)},
  {"torch/distributions/gumbel.py", source_torch_S_distributions_S_gumbel, sizeof(source_torch_S_distributions_S_gumbel)},
  {"torch/distributions/half_cauchy.py", source_torch_S_distributions_S_half_cauchy, sizeof(source_torch_S_distributions_S_half_cauchy)},
  {"torch/distributions/half_normal.py", source_torch_S_distributions_S_half_normal, sizeof(source_torch_S_distributions_S_half_normal)},
  {"torch/distributions/independent.py", source_torch_S_distributions_S_independent, sizeof(source_torch_S_distributions_S_independent)},
  {"torch/distributions/inverse_gamma.py", source_torch_S_distributions_S_inverse_gamma, sizeof(source_torch_S_distributions_S_inverse_gamma)},
  {"torch/distributions/kl.py", source_torch_S_distributions_S_kl, sizeof(source_torch_S_distributions_S_kl)},
  {"torch/distributions/kumaraswamy.py", source_torch_S_distributions_S_kumaraswamy, sizeof(source_torch_S_distributions_S_kumaraswamy)},
  {"torch/distributions/laplace.py", source_torch_S_distributions_S_laplace, sizeof(source_torch_S_distributions_S_laplace)},
  {"torch/distributions/lkj_cholesky.py", source_torch_S_distributions_S_lkj_cholesky, sizeof(source_torch_S_distributions_S_lkj_cholesky)},
  {"torch/distributions/log_normal.py", source_torch_S_distributions_S_log_normal, sizeof(source_torch_S_distributions_S_log_normal)},
  {"torch/distributions/logistic_normal.py", source_torch_S_distributions_S_logistic_normal, sizeof(source_torch_S_distributions_S_logistic_normal)},
  {"torch/distributions/lowrank_multivariate_normal.py", source_torch_S_distributions_S_lowrank_multivariate_normal, sizeof(source_torch_S_distributions_S_lowrank_multivariate_normal)},
  {"torch/distributions/mixture_same_family.py", source_torch_S_distributions_S_mixture_same_family, sizeof(source_torch_S_distributions_S_mixture_same_family)},
  {"torch/distributions/multinomial.py", source_torch_S_distributions_S_multinomial, sizeof(source_torch_S_distributions_S_multinomial)},
  {"torch/distributions/multivariate_normal.py", source_torch_S_distributions_S_multivariate_normal, sizeof(source_torch_S_distributions_S_multivariate_normal)},
  {"torch/distributions/negative_binomial.py", source_torch_S_distributions_S_negative_binomial, sizeof(source_torch_S_distributions_S_negative_binomial)},
  {"torch/distributions/normal.py", source_torch_S_distributions_S_normal, sizeof(source_torch_S_distributions_S_normal)},
  {"torch/distributions/one_hot_categorical.py", source_torch_S_distributions_S_one_hot_categorical, sizeof(source_torch_S_distributions_S_one_hot_categorical)},
  {"torch/distributions/pareto.py", source_torch_S_distributions_S_pareto, sizeof(source_torch_S_distributions_S_pareto)},
  {"torch/distributions/poisson.py", source_torch_S_distributions_S_poisson, sizeof(source_torch_S_distributions_S_poisson)},
  {"torch/distributions/relaxed_bernoulli.py", source_torch_S_distributions_S_relaxed_bernoulli, sizeof(source_torch_S_distributions_S_relaxed_bernoulli)},
  {"torch/distributions/relaxed_categorical.py", source_torch_S_distributions_S_relaxed_categorical, sizeof(source_torch_S_distributions_S_relaxed_categorical)},
  {"torch/distributions/studentT.py", source_torch_S_distributions_S_studentT, sizeof(source_torch_S_distributions_S_studentT)},
  {"torch/distributions/transformed_distribution.py", source_torch_S_distributions_S_transformed_distribution, sizeof(source_torch_S_distributions_S_transformed_distribution)},
  {"torch/distributions/transforms.py", source_torch_S_distributions_S_transforms, sizeof(source_torch_S_distributions_S_transforms)},
  {"torch/distributions/uniform.py", source_torch_S_distributions_S_uniform, sizeof(source_torch_S_distributions_S_uniform)},
  {"torch/distributions/utils.py", source_torch_S_distributions_S_utils, sizeof(source_torch_S_distributions_S_utils)},
  {"torch/distributions/von_mises.py", source_torch_S_distributions_S_von_mises, sizeof(source_torch_S_distributions_S_von_mises)},
  {"torch/distributions/weibull.py", source_torch_S_distributions_S_weibull, sizeof(source_torch_S_distributions_S_weibull)},
  {"torch/distributions/wishart.py", source_torch_S_distributions_S_wishart, sizeof(source_torch_S_distributions_S_wishart)},
  {"torch/func/__init__.py", source_torch_S_func_S___init__, sizeof(source_torch_S_func_S___init__)},
  {"torch/func/_batched.py", source_torch_S_func_S__batched, sizeof(source_torch_S_func_S__batched)},
  {"torch/func/_functions.py", source_torch_S_func_S__functions, sizeof(source_torch_S_func_S__functions)},
  {"torch/func/_modules.py", source_torch_S_func_S__modules, sizeof(source_torch_S_func_S__modules)},
  {"torch/func/_rearrange.py", source_torch_S_func_S__rearrange, sizeof(source_torch_S_func_S__rearrange)},
  {"torch/func/_rules.py", source_torch_S_func_S__rules, sizeof(source_torch_S_func_S__rules)},
  {"torch/func/_transforms.py", source_torch_S_func_S__transforms, sizeof(source_torch_S_func_S__transforms)},
  {"torch/func/_tree.py", source_torch_S_func_S__tree, sizeof(source_torch_S_func_S__tree)},
  {"torch/func/_vmap.py", source_torch_S_func_S__vmap, sizeof(source_torch_S_func_S__vmap)},
  {"torch/functional.py", source_torch_S_functional, sizeof(source_torch_S_functional)},
  {"torch/futures.py", source_torch_S_futures, sizeof(source_torch_S_futures)},
  {"torch/jit.py", source_torch_S_jit, sizeof(source_torch_S_jit)},
  {"torch/library.py", source_torch_S_library, sizeof(source_torch_S_library)},
  {"torch/masked.py", source_torch_S_masked, sizeof(source_torch_S_masked)},
  {"torch/nn/__init__.py", source_torch_S_nn_S___init__, sizeof(source_torch_S_nn_S___init__)},
  {"torch/nn/_resampling.py", source_torch_S_nn_S__resampling, sizeof(source_torch_S_nn_S__resampling)},
  {"torch/nn/attention/__init__.py", source_torch_S_nn_S_attention_S___init__, sizeof(source_torch_S_nn_S_attention_S___init__)},
  {"torch/nn/common_types.py", source_torch_S_nn_S_common_types, sizeof(source_torch_S_nn_S_common_types)},
  {"torch/nn/functional.py", source_torch_S_nn_S_functional, sizeof(source_torch_S_nn_S_functional)},
  {"torch/nn/grad.py", source_torch_S_nn_S_grad, sizeof(source_torch_S_nn_S_grad)},
  {"torch/nn/init.py", source_torch_S_nn_S_init, sizeof(source_torch_S_nn_S_init)},
  {"torch/nn/modules/__init__.py", source_torch_S_nn_S_modules_S___init__, sizeof(source_torch_S_nn_S_modules_S___init__)},
  {"torch/nn/modules/_backward_hooks.py", source_torch_S_nn_S_modules_S__backward_hooks, sizeof(source_torch_S_nn_S_modules_S__backward_hooks)},
  {"torch/nn/modules/_functions.py", source_torch_S_nn_S_modules_S__functions, sizeof(source_torch_S_nn_S_modules_S__functions)},
  {"torch/nn/modules/_module_hooks.py", source_torch_S_nn_S_modules_S__module_hooks, sizeof(source_torch_S_nn_S_modules_S__module_hooks)},
  {"torch/nn/modules/activation.py", source_torch_S_nn_S_modules_S_activation, sizeof(source_torch_S_nn_S_modules_S_activation)},
  {"torch/nn/modules/adaptive.py", source_torch_S_nn_S_modules_S_adaptive, sizeof(source_torch_S_nn_S_modules_S_adaptive)},
  {"torch/nn/modules/batchnorm.py", source_torch_S_nn_S_modules_S_batchnorm, sizeof(source_torch_S_nn_S_modules_S_batchnorm)},
  {"torch/nn/modules/container.py", source_torch_S_nn_S_modules_S_container, sizeof(source_torch_S_nn_S_modules_S_container)},
  {"torch/nn/modules/conv.py", source_torch_S_nn_S_modules_S_conv, sizeof(source_torch_S_nn_S_modules_S_conv)},
  {"torch/nn/modules/distance.py", source_torch_S_nn_S_modules_S_distance, sizeof(source_torch_S_nn_S_modules_S_distance)},
  {"torch/nn/modules/dropout.py", source_torch_S_nn_S_modules_S_dropout, sizeof(source_torch_S_nn_S_modules_S_dropout)},
  {"torch/nn/modules/flatten.py", source_torch_S_nn_S_modules_S_flatten, sizeof(source_torch_S_nn_S_modules_S_flatten)},
  {"torch/nn/modules/lazy.py", source_torch_S_nn_S_modules_S_lazy, sizeof(source_torch_S_nn_S_modules_S_lazy)},
  {"torch/nn/modules/linear.py", source_torch_S_nn_S_modules_S_linear, sizeof(source_torch_S_nn_S_modules_S_linear)},
  {"torch/nn/modules/loss.py", source_torch_S_nn_S_modules_S_loss, sizeof(source_torch_S_nn_S_modules_S_loss)},
  {"torch/nn/modules/module.py", source_torch_S_nn_S_modules_S_module, sizeof(source_torch_S_nn_S_modules_S_module)},
  {"torch/nn/modules/normalization.py", source_torch_S_nn_S_modules_S_normalization, sizeof(source_torch_S_nn_S_modules_S_normalization)},
  {"torch/nn/modules/padding.py", source_torch_S_nn_S_modules_S_padding, sizeof(source_torch_S_nn_S_modules_S_padding)},
  {"torch/nn/modules/pooling.py", source_torch_S_nn_S_modules_S_pooling, sizeof(source_torch_S_nn_S_modules_S_pooling)},
  {"torch/nn/modules/rearrange.py", source_torch_S_nn_S_modules_S_rearrange, sizeof(source_torch_S_nn_S_modules_S_rearrange)},
  {"torch/nn/modules/rnn.py", source_torch_S_nn_S_modules_S_rnn, sizeof(source_torch_S_nn_S_modules_S_rnn)},
  {"torch/nn/modules/sparse.py", source_torch_S_nn_S_modules_S_sparse, sizeof(source_torch_S_nn_S_modules_S_sparse)},
  {"torch/nn/modules/transformer.py", source_torch_S_nn_S_modules_S_transformer, sizeof(source_torch_S_nn_S_modules_S_transformer)},
  {"torch/nn/modules/utils.py", source_torch_S_nn_S_modules_S_utils, sizeof(source_torch_S_nn_S_modules_S_utils)},
  {"torch/nn/parallel.py", source_torch_S_nn_S_parallel, sizeof(source_torch_S_nn_S_parallel)},
  {"torch/nn/parameter.py", source_torch_S_nn_S_parameter, sizeof(source_torch_S_nn_S_parameter)},
  {"torch/nn/utils/__init__.py", source_torch_S_nn_S_utils_S___init__, sizeof(source_torch_S_nn_S_utils_S___init__)},
  {"torch/nn/utils/_weight_norm.py", source_torch_S_nn_S_utils_S__weight_norm, sizeof(source_torch_S_nn_S_utils_S__weight_norm)},
  {"torch/nn/utils/clip_grad.py", source_torch_S_nn_S_utils_S_clip_grad, sizeof(source_torch_S_nn_S_utils_S_clip_grad)},
  {"torch/nn/utils/convert_parameters.py", source_torch_S_nn_S_utils_S_convert_parameters, sizeof(source_torch_S_nn_S_utils_S_convert_parameters)},
  {"torch/nn/utils/fusion.py", source_torch_S_nn_S_utils_S_fusion, sizeof(source_torch_S_nn_S_utils_S_fusion)},
  {"torch/nn/utils/parametrizations.py", source_torch_S_nn_S_utils_S_parametrizations, sizeof(source_torch_S_nn_S_utils_S_parametrizations)},
  {"torch/nn/utils/parametrize.py", source_torch_S_nn_S_utils_S_parametrize, sizeof(source_torch_S_nn_S_utils_S_parametrize)},
  {"torch/nn/utils/prune.py", source_torch_S_nn_S_utils_S_prune, sizeof(source_torch_S_nn_S_utils_S_prune)},
  {"torch/nn/utils/rnn.py", source_torch_S_nn_S_utils_S_rnn, sizeof(source_torch_S_nn_S_utils_S_rnn)},
  {"torch/nn/utils/stateless.py", source_torch_S_nn_S_utils_S_stateless, sizeof(source_torch_S_nn_S_utils_S_stateless)},
  {"torch/optim/__init__.py", source_torch_S_optim_S___init__, sizeof(source_torch_S_optim_S___init__)},
  {"torch/optim/adam.py", source_torch_S_optim_S_adam, sizeof(source_torch_S_optim_S_adam)},
  {"torch/optim/lbfgs.py", source_torch_S_optim_S_lbfgs, sizeof(source_torch_S_optim_S_lbfgs)},
  {"torch/optim/lr_scheduler.py", source_torch_S_optim_S_lr_scheduler, sizeof(source_torch_S_optim_S_lr_scheduler)},
  {"torch/optim/matrix.py", source_torch_S_optim_S_matrix, sizeof(source_torch_S_optim_S_matrix)},
  {"torch/optim/optimizer.py", source_torch_S_optim_S_optimizer, sizeof(source_torch_S_optim_S_optimizer)},
  {"torch/optim/others.py", source_torch_S_optim_S_others, sizeof(source_torch_S_optim_S_others)},
  {"torch/optim/sgd.py", source_torch_S_optim_S_sgd, sizeof(source_torch_S_optim_S_sgd)},
  {"torch/optim/swa_utils.py", source_torch_S_optim_S_swa_utils, sizeof(source_torch_S_optim_S_swa_utils)},
  {"torch/overrides.py", source_torch_S_overrides, sizeof(source_torch_S_overrides)},
  {"torch/profiler.py", source_torch_S_profiler, sizeof(source_torch_S_profiler)},
  {"torch/random.py", source_torch_S_random, sizeof(source_torch_S_random)},
  {"torch/serialization.py", source_torch_S_serialization, sizeof(source_torch_S_serialization)},
  {"torch/signal/__init__.py", source_torch_S_signal_S___init__, sizeof(source_torch_S_signal_S___init__)},
  {"torch/signal/windows.py", source_torch_S_signal_S_windows, sizeof(source_torch_S_signal_S_windows)},
  {"torch/sparse.py", source_torch_S_sparse, sizeof(source_torch_S_sparse)},
  {"torch/testing.py", source_torch_S_testing, sizeof(source_torch_S_testing)},
  {"torch/utils/__init__.py", source_torch_S_utils_S___init__, sizeof(source_torch_S_utils_S___init__)},
  {"torch/utils/_pytree.py", source_torch_S_utils_S__pytree, sizeof(source_torch_S_utils_S__pytree)},
  {"torch/utils/benchmark/__init__.py", source_torch_S_utils_S_benchmark_S___init__, sizeof(source_torch_S_utils_S_benchmark_S___init__)},
  {"torch/utils/checkpoint.py", source_torch_S_utils_S_checkpoint, sizeof(source_torch_S_utils_S_checkpoint)},
  {"torch/utils/data/__init__.py", source_torch_S_utils_S_data_S___init__, sizeof(source_torch_S_utils_S_data_S___init__)},
  {"torch/utils/data/_workers.py", source_torch_S_utils_S_data_S__workers, sizeof(source_torch_S_utils_S_data_S__workers)},
  {"torch/utils/data/dataloader.py", source_torch_S_utils_S_data_S_dataloader, sizeof(source_torch_S_utils_S_data_S_dataloader)},
  {"torch/utils/data/dataset.py", source_torch_S_utils_S_data_S_dataset, sizeof(source_torch_S_utils_S_data_S_dataset)},
  {"torch/utils/data/distributed.py", source_torch_S_utils_S_data_S_distributed, sizeof(source_torch_S_utils_S_data_S_distributed)},
  {"torch/utils/data/sampler.py", source_torch_S_utils_S_data_S_sampler, sizeof(source_torch_S_utils_S_data_S_sampler)},
  {"torch/utils/dlpack.py", source_torch_S_utils_S_dlpack, sizeof(source_torch_S_utils_S_dlpack)},
  {"torch/utils/tensorboard.py", source_torch_S_utils_S_tensorboard, sizeof(source_torch_S_utils_S_tensorboard)},
  {"torchsummary/__init__.py", source_torchsummary_S___init__, sizeof(source_torchsummary_S___init__)},
  {"torchvision/__init__.py", source_torchvision_S___init__, sizeof(source_torchvision_S___init__)},
  {"torchvision/datasets.py", source_torchvision_S_datasets, sizeof(source_torchvision_S_datasets)},
  {"torchvision/transforms.py", source_torchvision_S_transforms, sizeof(source_torchvision_S_transforms)},
  {"tqdm/__init__.py", source_tqdm_S___init__, sizeof(source_tqdm_S___init__)},
  {"tqdm/auto.py", source_tqdm_S_auto, sizeof(source_tqdm_S_auto)},
  {"tqdm/notebook.py", source_tqdm_S_notebook, sizeof(source_tqdm_S_notebook)},
  {"tqdm/std.py", source_tqdm_S_std, sizeof(source_tqdm_S_std)},
};

size_t python_library_count(void) { return sizeof(files) / sizeof(files[0]); }

const PythonLibraryFile *python_library_file(size_t index) {
  return index < python_library_count() ? &files[index] : NULL;
}
